package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * The only place that asks the machine for the time.
 *
 * @param instants wall clock of the start, carried on by the monotonic clock, so that a corrected
 *     wall clock cannot turn time back during a run
 * @param nanos monotonic nanoseconds, for durations, and the waits that go by them
 * @param ours a time of this machine's wall clock, as gRPC's channelz gives them, by our clock
 */
record Clocks(InstantSource instants, Ticker nanos, UnaryOperator<Instant> ours) {

  static Clocks system() {
    Instant start = Instant.now();
    long origin = System.nanoTime();
    InstantSource instants = () -> start.plusNanos(System.nanoTime() - origin);
    return new Clocks(
        instants,
        System::nanoTime,
        wall -> instants.instant().minus(Duration.between(wall, Instant.now())));
  }
}
