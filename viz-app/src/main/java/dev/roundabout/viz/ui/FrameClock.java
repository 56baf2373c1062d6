package dev.roundabout.viz.ui;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Stands still within a frame, so that all panels decide by the same moment whether they draw. Used
 * on the JavaFX application thread.
 */
final class FrameClock implements InstantSource {
  private final InstantSource clock;
  private Instant now;

  FrameClock(InstantSource clock) {
    this.clock = clock;
    this.now = clock.instant();
  }

  /** A frame begins. */
  void begin() {
    now = clock.instant();
  }

  @Override
  public Instant instant() {
    return now;
  }
}
