package dev.roundabout.workload;

/**
 * When work ends that shares one CPU and a limit. Each period gives so much CPU time; what is not
 * used by its end is lost, and work that has used it up waits for the next. Not thread-safe.
 */
final class CpuQuota {
  private static final long PERIOD = CpuLimit.PERIOD.toNanos();

  private final long quota;
  private long period;
  private long used;
  private long end;

  /**
   * @param now when its first period begins, in nanoseconds
   */
  CpuQuota(CpuLimit limit, long now) {
    quota = limit.quotaNanos();
    period = now;
    end = now;
  }

  /** When all work that was taken so far has ended. */
  long end() {
    return end;
  }

  /**
   * Takes work, after what was taken before.
   *
   * @param from when it is there, in nanoseconds
   * @param nanos CPU time it needs
   * @return when it has ended
   */
  long take(long from, long nanos) {
    long at = from - end > 0 ? from : end;
    long left = nanos;
    while (true) {
      enter(at);
      long ran = Math.min(left, Math.min(quota - used, period + PERIOD - at));
      left -= ran;
      used += ran;
      at += ran;
      if (left == 0) {
        end = at;
        return at;
      }
      at = period + PERIOD;
    }
  }

  private void enter(long at) {
    long periods = (at - period) / PERIOD;
    if (periods > 0) {
      period += periods * PERIOD;
      used = 0;
    }
  }
}
