package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.Locale;

/** How long something took, with as many digits as tell something. */
public final class Durations {
  private Durations() {}

  /** {@code 41.2 s}, {@code 0.02 s}, {@code 0.004 s}. */
  public static String words(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    double size = Math.abs(seconds);
    if (size == 0) {
      return "0 s";
    }
    String format = size >= 0.0995 ? "%.1f s" : size >= 0.00995 ? "%.2f s" : "%.3f s";
    return String.format(Locale.ROOT, format, seconds);
  }
}
