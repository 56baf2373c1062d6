package dev.roundabout.viz.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets a panel draw only when something it shows is another object, and not too often. */
public final class Gate {
  private final InstantSource clock;
  private final Duration pause;
  private Object[] last = {};
  private long lastStamp;
  private Instant opened = Instant.MIN;
  private long openings;

  /**
   * @param pause the least time between two openings; zero for every change
   */
  public Gate(InstantSource clock, Duration pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** For numbers that change all the time: ten times a second. */
  public static Gate calm(InstantSource clock) {
    return new Gate(clock, Duration.ofMillis(95));
  }

  /** For what changes seldom and should show at once. */
  public static Gate prompt(InstantSource clock) {
    return new Gate(clock, Duration.ZERO);
  }

  /**
   * True where it should be drawn now. A change that comes too soon is drawn later.
   *
   * @param stamp of the look: another one opens at once
   * @param parts compared as objects
   */
  public boolean opens(long stamp, Object... parts) {
    boolean sameLook = stamp == lastStamp && parts.length == last.length;
    if (sameLook && (isSame(parts) || isTooSoon())) {
      return false;
    }
    last = parts.clone();
    lastStamp = stamp;
    opened = clock.instant();
    openings++;
    return true;
  }

  /** How often it opened; tests count the work with it. */
  public long openings() {
    return openings;
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged part of a snapshot is the same object
  private boolean isSame(Object[] parts) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] != last[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isTooSoon() {
    return !pause.isZero() && clock.instant().isBefore(opened.plus(pause));
  }
}
