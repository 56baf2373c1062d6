package dev.roundabout.viz.ui.kit;

import java.time.Duration;
import java.util.Locale;

/** Numbers as the window writes them, the same in every language. */
public final class Numbers {
  private Numbers() {}

  /** {@code 12,633}. */
  public static String count(long value) {
    String digits = Long.toString(Math.abs(value));
    StringBuilder text = new StringBuilder(digits.length() + 6);
    if (value < 0) {
      text.append('−');
    }
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /** {@code 67.1/s}, {@code 3,334/s}. */
  public static String rate(double perSecond) {
    return perSecond < 99.95 ? tenths(perSecond) + "/s" : count(Math.round(perSecond)) + "/s";
  }

  /** {@code 33.3 %}, {@code 0 %}. */
  public static String share(double share) {
    return share == 0 ? "0 %" : tenths(share * 100) + " %";
  }

  /** {@code 0.9 ms}, {@code 31 ms}, {@code 1.2 s}. */
  public static String millis(long micros) {
    if (micros < 9_950) {
      return tenths(micros / 1e3) + " ms";
    }
    return micros < 999_500 ? Math.round(micros / 1e3) + " ms" : tenths(micros / 1e6) + " s";
  }

  /** {@code 14 s}, {@code 3 min}, {@code 2 h}. */
  public static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  /** {@code 0.2 s}, {@code 30 s}. */
  public static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : tenths(duration.toMillis() / 1000.0) + " s";
  }

  /** {@code 1 client}, {@code 5 clients}. */
  public static String of(long number, String noun) {
    return count(number) + " " + (number == 1 ? noun : noun + "s");
  }

  /** One digit after the point. */
  public static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
