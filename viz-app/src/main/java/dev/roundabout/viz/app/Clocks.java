package dev.roundabout.viz.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The only place that asks the machine for the time.
 *
 * @param instants wall clock of the start, carried on by the monotonic clock, so that a corrected
 *     wall clock cannot turn time back during a run
 * @param nanos monotonic nanoseconds, for durations
 */
record Clocks(InstantSource instants, LongSupplier nanos) {

  /** A time of this machine's wall clock, as gRPC's channelz gives them, by our clock. */
  Instant ours(Instant wall) {
    return instants.instant().minus(Duration.between(wall, Instant.now()));
  }

  static Clocks system() {
    Instant start = Instant.now();
    long origin = System.nanoTime();
    return new Clocks(() -> start.plusNanos(System.nanoTime() - origin), System::nanoTime);
  }
}
