package dev.roundabout.viz.cluster.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long a watch has said nothing, and whether that is believed. A connection may be dead and
 * look open for as long as TCP tries again: after a sleep, behind another VPN. Any thread.
 */
final class Silence {
  /** After so long it is asked whether there is really no news. */
  static final Duration LONG = Duration.ofSeconds(30);

  private final InstantSource clock;
  private Instant since;
  private long news;
  private boolean doubted;

  /**
   * @param clock a machine's own, which goes on while it sleeps
   */
  Silence(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /** The watch said something. */
  synchronized void broken() {
    news++;
    doubted = false;
    since = clock.instant();
  }

  /** How much news there was; for {@link #isFalse}. */
  synchronized long news() {
    return news;
  }

  /** Whether it is time to ask. */
  synchronized boolean isLong() {
    Duration silence = Duration.between(since, clock.instant()).abs(); // clocks are put back, too
    return doubted || silence.compareTo(LONG) >= 0;
  }

  /**
   * It was asked. What the watch was about to tell may be missed by one question, so that only a
   * difference that is still there at the next one, with no news between, counts.
   *
   * @param before the news before the question
   * @param differs whether the answer differs from what the watch has told
   * @return whether the watch has stopped to tell
   */
  synchronized boolean isFalse(long before, boolean differs) {
    if (news != before) {
      return false;
    }
    since = clock.instant();
    boolean lasts = differs && doubted;
    doubted = differs && !doubted;
    return lasts;
  }
}
