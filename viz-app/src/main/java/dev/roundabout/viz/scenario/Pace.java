package dev.roundabout.viz.scenario;

import java.time.Duration;

/**
 * How long experiments take.
 *
 * @param calls of the article's client
 * @param perSecond calls of a client that is throttled
 * @param look how long to look on where nothing may happen
 * @param pause of a client that sends one call after another, between two of them; zero for none
 */
public record Pace(int calls, int perSecond, Duration look, Duration pause) {
  /** The article's: 3000 calls, 50 ms apart where it throttles. */
  public static final Pace AS_PUBLISHED = new Pace(3000, 20, Duration.ofSeconds(30), Duration.ZERO);

  public static final Pace SHORT = new Pace(3000, 200, Duration.ofSeconds(4), Duration.ZERO);

  /** So that people see it happen: about 6 s for 3000 calls, one after another. */
  public static final Pace TO_WATCH =
      new Pace(3000, 200, Duration.ofSeconds(4), Duration.ofMillis(2));
}
