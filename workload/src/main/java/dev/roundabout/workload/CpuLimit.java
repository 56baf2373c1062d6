package dev.roundabout.workload;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much CPU time the work of a server may take, as a container's {@code limits.cpu}: of each
 * {@link #PERIOD} so much, and nothing after that until the next one begins (kernel.org, "CFS
 * Bandwidth Control").
 *
 * @param millis thousandths of a CPU, {@link #MIN} to {@link #MAX}
 */
public record CpuLimit(int millis) {

  /** What Kubernetes gives the kernel, {@code cpuCFSQuotaPeriod} of the kubelet. */
  public static final Duration PERIOD = Duration.ofMillis(100);

  public static final int MIN = 10;

  /** One CPU: the calls of a server that is limited work one after another. */
  public static final int MAX = 1000;

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})m");

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is out of it
   */
  public CpuLimit {
    if (millis < MIN || millis > MAX) {
      throw new IllegalArgumentException(
          "a CPU limit is " + MIN + "m to " + MAX + "m, not " + millis + "m");
    }
  }

  /**
   * Reads {@code 200m}.
   *
   * @throws IllegalArgumentException if it is not of this form or out of the range
   */
  public static CpuLimit of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a CPU limit like 200m");
    }
    return new CpuLimit(Integer.parseInt(matcher.group(1)));
  }

  /** Nanoseconds of CPU in each period. */
  long quotaNanos() {
    return PERIOD.toNanos() / 1000 * millis;
  }
}
