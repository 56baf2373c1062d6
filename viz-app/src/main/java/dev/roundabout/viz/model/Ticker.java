package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds, as {@code System.nanoTime} counts them, and the waits that go by them: of whatever
 * decides what happens when. Any thread.
 */
@FunctionalInterface
public interface Ticker extends LongSupplier {

  /**
   * Runs a task once so much time has passed; unless told otherwise by the machine's own time.
   *
   * @param on where it runs; what it rejects is thrown here
   * @param wait zero or more
   * @return cancels it
   */
  default Future<?> after(ScheduledExecutorService on, Duration wait, Runnable task) {
    return on.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
