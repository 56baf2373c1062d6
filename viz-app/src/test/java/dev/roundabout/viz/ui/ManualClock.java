package dev.roundabout.viz.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that a test moves. */
final class ManualClock implements InstantSource {
  private volatile Instant now;

  ManualClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(Instant instant) {
    now = instant;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
