package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.Optional;

/**
 * After which time servers close their connections with a GOAWAY (grpc-java's {@code
 * maxConnectionAge}, which adds a jitter of ±10 %).
 *
 * @param age 1 s to 1 h
 * @param grace how long calls may go on after that; empty for ever
 */
public record ConnectionAge(Duration age, Optional<Duration> grace) {
  public static final Duration MIN = Duration.ofSeconds(1);
  public static final Duration MAX = Duration.ofHours(1);

  /** Short enough to be watched. */
  public static final ConnectionAge DEFAULT =
      new ConnectionAge(Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(5)));

  public ConnectionAge {
    if (age.compareTo(MIN) < 0 || age.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("max connection age: 1 s to 1 h");
    }
    if (grace.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("a grace is not negative");
    }
  }
}
