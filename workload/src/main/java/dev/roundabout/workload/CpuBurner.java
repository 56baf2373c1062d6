package dev.roundabout.workload;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Uses a given amount of the calling thread's CPU time. */
final class CpuBurner {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /**
   * Returns when the calling thread has used {@code micros} of CPU, or earlier when {@code
   * cancelled} says so. Where the JVM does not measure CPU time, elapsed time stands in for it.
   */
  void burn(long micros, BooleanSupplier cancelled) {
    long end = now() + TimeUnit.MICROSECONDS.toNanos(micros);
    while (now() - end < 0 && !cancelled.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private long now() {
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
