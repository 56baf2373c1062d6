package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A fact in words, for the event list. */
public record Event(Instant at, Tone tone, String text) {

  /** What kind of news it is; the theme gives each its colour. */
  public enum Tone {
    /** What the user asked for. */
    USER,
    NEUTRAL,
    GOOD,
    WARN,
    BAD
  }

  /** {@code 1 address}, {@code 5 addresses}. */
  public static String count(long number, String noun) {
    String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
    return number + " " + (number == 1 ? noun : plural);
  }

  /** {@code 12 s}, or {@code 0.4 s} below ten seconds. */
  public static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds < 10 && seconds != Math.rint(seconds)
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f s", Math.floor(seconds));
  }
}
