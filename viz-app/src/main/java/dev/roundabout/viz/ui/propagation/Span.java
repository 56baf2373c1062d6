package dev.roundabout.viz.ui.propagation;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time that is as wide as the canvas. */
record Span(Instant from, Duration length) {
  /** The least and the most that is shown at once. */
  static final Duration SHORTEST = Duration.ofMillis(20);

  static final Duration LONGEST = Duration.ofHours(1);

  Span {
    if (length.compareTo(SHORTEST) < 0) {
      length = SHORTEST;
    }
    if (length.compareTo(LONGEST) > 0) {
      length = LONGEST;
    }
  }

  Instant to() {
    return from.plus(length);
  }

  /** Where a moment is, in pixels from the left; outside where it is not shown. */
  double x(Instant at, double width) {
    return nanos(Duration.between(from, at)) / length.toNanos() * width;
  }

  Instant at(double x, double width) {
    return from.plusNanos((long) (x / width * length.toNanos()));
  }

  /**
   * A shorter or a longer one.
   *
   * @param factor of its length; less than 1 shows more of less
   * @param part of the width, from 0 to 1, that keeps its place
   */
  Span zoomed(double factor, double part) {
    Duration next = new Span(from, scaled(factor)).length();
    long moved = (long) ((length.toNanos() - next.toNanos()) * part);
    return new Span(from.plusNanos(moved), next);
  }

  /** Moved by a part of its length. */
  Span panned(double part) {
    return new Span(from.plusNanos((long) (length.toNanos() * part)), length);
  }

  private Duration scaled(double factor) {
    double nanos = Math.min((double) LONGEST.toNanos(), length.toNanos() * factor);
    return Duration.ofNanos(Math.max(1, Math.round(nanos)));
  }

  private static double nanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }
}
