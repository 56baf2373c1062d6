package dev.roundabout.viz.model;

import java.time.Duration;

/** How calls are sent. */
public sealed interface Load {

  /** The most calls that may be in flight per client, whatever the load. */
  int MAX_IN_FLIGHT = 10_000;

  /** The most channels for one call each that are open at a time, over all clients. */
  int MAX_PASSING = 100;

  /** The highest rate that can be asked for, in calls a second over all clients. */
  int MAX_RATE = 50_000;

  /**
   * Per client, the next call starts when the one before has ended.
   *
   * @param pause from the end of a call to the start of the next; zero or more
   */
  record Sequential(Duration pause) implements Load {
    public Sequential {
      if (pause.isNegative()) {
        throw new IllegalArgumentException("a pause cannot be negative");
      }
    }
  }

  /**
   * Per client, the next call starts when the one before has ended, and each is sent over a channel
   * of its own: it resolves, connects, carries this one call and is closed. At most {@link
   * #MAX_PASSING} of them are open, those that wait to be read by channelz among them; a call that
   * finds no room waits.
   */
  record NewConnection() implements Load {}

  /**
   * Per client, a fixed number of calls in flight; each that ends starts the next.
   *
   * @param inFlight 1 to {@link #MAX_IN_FLIGHT}
   */
  record Concurrent(int inFlight) implements Load {
    public Concurrent {
      if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
        throw new IllegalArgumentException("calls in flight: 1 to " + MAX_IN_FLIGHT);
      }
    }
  }

  /**
   * Open loop: calls start on schedule whether or not earlier ones have ended, and latency counts
   * from the intended start, so that a stalled server cannot hide its stall.
   *
   * @param perSecond calls a second over all clients, 1 to {@link #MAX_RATE}
   */
  record Rate(int perSecond) implements Load {
    public Rate {
      if (perSecond < 1 || perSecond > MAX_RATE) {
        throw new IllegalArgumentException("calls a second: 1 to " + MAX_RATE);
      }
    }
  }
}
