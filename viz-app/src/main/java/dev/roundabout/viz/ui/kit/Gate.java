package dev.roundabout.viz.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets a panel draw only when something it shows is another object, and not too often. */
public final class Gate {
  /** How often numbers change that change all the time. */
  private static final Duration CALM = Duration.ofMillis(100);

  private final InstantSource clock;
  private final Duration pause;
  private final boolean together;
  private Object[] last = {};
  private long lastStamp;
  private Instant opened = Instant.MIN;
  private long beat = Long.MIN_VALUE;
  private long openings;

  /**
   * @param pause the least time between two openings; zero for every change
   */
  public Gate(InstantSource clock, Duration pause) {
    this(clock, pause, false);
  }

  private Gate(InstantSource clock, Duration pause, boolean together) {
    this.clock = clock;
    this.pause = pause;
    this.together = together;
  }

  /**
   * For numbers that change all the time: ten times a second, and at the same moments for all, so
   * that the numbers of one picture are of one snapshot. That the clock stands still within a frame
   * makes them the same to the frame.
   */
  public static Gate calm(InstantSource clock) {
    return calm(clock, 1);
  }

  /**
   * As {@link #calm(InstantSource)}, at every second or third of those moments.
   *
   * @param each 1 or more
   */
  public static Gate calm(InstantSource clock, int each) {
    return new Gate(clock, CALM.multipliedBy(each), true);
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
    boolean tooSoon = isTooSoon();
    if (sameLook && (isSame(parts) || tooSoon)) {
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
    if (!together) {
      return !pause.isZero() && clock.instant().isBefore(opened.plus(pause));
    }
    long now = Math.floorDiv(clock.millis(), pause.toMillis());
    boolean same = now == beat;
    beat = now;
    return same;
  }
}
