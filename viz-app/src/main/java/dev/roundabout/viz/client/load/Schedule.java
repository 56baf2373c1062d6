package dev.roundabout.viz.client.load;

import java.util.concurrent.TimeUnit;

/**
 * When the calls of an open loop are due: evenly, without an error that adds up.
 *
 * @param perSecond 1 or more
 */
record Schedule(long startNanos, int perSecond) {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** When a call is due, counted from 0. */
  long due(long index) {
    return startNanos + index / perSecond * SECOND + index % perSecond * SECOND / perSecond;
  }
}
