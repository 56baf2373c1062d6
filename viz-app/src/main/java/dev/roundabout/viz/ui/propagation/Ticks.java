package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The marks of the time axis, counted from the newest change. */
record Ticks(Instant zero, double stepSeconds) {
  private static final double[] STEPS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600,
    1200, 3600
  };

  /**
   * @param most ticks that have room
   */
  static Ticks of(Span span, Instant zero, int most) {
    double seconds = span.length().toNanos() / 1e9;
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      if (seconds / STEPS[i] <= Math.max(1, most)) {
        step = STEPS[i];
      }
    }
    return new Ticks(zero, step);
  }

  List<Instant> in(Span span) {
    double from = Duration.between(zero, span.from()).toNanos() / 1e9;
    long first = (long) Math.ceil(from / stepSeconds);
    List<Instant> all = new ArrayList<>();
    Instant at = instant(first);
    for (long i = first; !at.isAfter(span.to()); i++, at = instant(i)) {
      all.add(at);
    }
    return all;
  }

  private Instant instant(long index) {
    return zero.plusNanos(Math.round(index * stepSeconds * 1e9));
  }

  /** {@code 2 s}, {@code 150 ms}, {@code 3 min}. */
  String label(Instant at) {
    double seconds = Duration.between(zero, at).toNanos() / 1e9;
    if (stepSeconds >= 60) {
      return Numbers.count(Math.round(seconds / 60)) + " min";
    }
    if (stepSeconds >= 1) {
      return Numbers.count(Math.round(seconds)) + " s";
    }
    return stepSeconds >= 0.1
        ? Numbers.tenths(seconds).replace("-", "−") + " s"
        : Numbers.count(Math.round(seconds * 1000)) + " ms";
  }
}
