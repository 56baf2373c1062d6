package dev.roundabout.viz.cluster.kubernetes;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the API's times (RFC 3339). */
final class Times {
  private Times() {}

  /** Empty where there is none, or none that can be read: a fact does without it then. */
  static Optional<Instant> parse(@Nullable String time) {
    if (time == null || time.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
