package dev.roundabout.viz.client.load;

import java.time.Duration;

/**
 * A number of slots on one lane; in each the next call starts when the one before has ended.
 *
 * <p>A slot whose call failed at once waits before its next: {@link #RETRY} from the start of the
 * failed call, longer where there are many slots, so that together they try at most 10,000 times a
 * second. Otherwise a cluster without a ready pod would be a loop without a pause.
 */
final class ClosedLoop {
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Duration RETRY_PER_SLOT = Duration.ofNanos(100_000);
  private static final Duration FULL = Duration.ofMillis(10);

  private final Lane lane;
  private final int slots;
  private final Budget budget;
  private final long pauseNanos;
  private final long retryNanos;
  private final Timer timer;
  private volatile boolean stopped;

  /**
   * @param pause from the end of a call to the start of the next in its slot
   */
  ClosedLoop(Lane lane, int slots, Budget budget, Duration pause, Timer timer) {
    this.lane = lane;
    this.slots = slots;
    this.budget = budget;
    this.pauseNanos = pause.toNanos();
    this.retryNanos = Math.max(RETRY.toNanos(), slots * RETRY_PER_SLOT.toNanos());
    this.timer = timer;
  }

  void start() {
    for (int i = 0; i < slots && !stopped; i++) {
      new Slot(lane).next();
    }
  }

  /** No call starts from now on. Returns how many of a limited number had not started. */
  int stop() {
    stopped = true;
    return budget.takeRest();
  }

  /** Nothing is left of a limited number. */
  boolean isSpent() {
    return budget.isSpent();
  }

  private final class Slot extends Lane.Sender {
    Slot(Lane lane) {
      super(lane);
    }

    void next() {
      if (stopped) {
        return;
      }
      if (!lane.hasRoom()) {
        timer.after(FULL.toNanos(), this::next);
        return;
      }
      if (budget.take()) {
        send(lane.now());
      }
    }

    @Override
    void ended(boolean ok, long tookNanos) {
      long wait = ok ? pauseNanos : Math.max(pauseNanos, retryNanos - tookNanos);
      if (wait <= 0) {
        next();
      } else if (!stopped) {
        timer.after(wait, this::next);
      }
    }
  }
}
