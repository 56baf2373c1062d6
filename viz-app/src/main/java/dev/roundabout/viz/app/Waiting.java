package dev.roundabout.viz.app;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition or a time, on threads that may. */
record Waiting(Clocks clocks) {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  void rest(Duration duration) throws InterruptedException {
    new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * @throws IllegalStateException where the condition does not come true within a minute
   */
  void until(String what, BooleanSupplier condition) throws InterruptedException {
    if (!upTo(PATIENCE, condition)) {
      throw new IllegalStateException("waited a minute in vain for " + what);
    }
  }

  /** Waits until the condition comes true, or the time is over; tells whether it came true. */
  boolean upTo(Duration patience, BooleanSupplier condition) throws InterruptedException {
    Instant end = clocks.instants().instant().plus(patience);
    while (!condition.getAsBoolean()) {
      if (clocks.instants().instant().isAfter(end)) {
        return false;
      }
      rest(STEP);
    }
    return true;
  }
}
