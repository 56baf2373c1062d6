package dev.roundabout.workload;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Nanoseconds, as {@code System.nanoTime} counts them, by which connections age. Any thread. */
@FunctionalInterface
public interface AgeTicker extends LongSupplier {

  /**
   * Runs a task once so much time has passed; unless told otherwise by the machine's own time.
   *
   * @param loop where it runs
   * @param wait zero or more
   * @return cancels it
   */
  default Future<?> after(ScheduledExecutorService loop, Duration wait, Runnable task) {
    return loop.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
