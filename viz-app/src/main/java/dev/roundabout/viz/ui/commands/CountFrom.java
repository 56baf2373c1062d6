package dev.roundabout.viz.ui.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What + and − of a number count from. The screen shows the truth, which follows a click a moment
 * later; a second click within that moment must count from the first.
 */
final class CountFrom {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final InstantSource clock;
  private int asked;
  private Instant until = Instant.MIN;

  CountFrom(InstantSource clock) {
    this.clock = clock;
  }

  void asked(int wanted) {
    asked = wanted;
    until = clock.instant().plus(MOMENT);
  }

  int base(int truth) {
    return clock.instant().isBefore(until) ? asked : truth;
  }
}
