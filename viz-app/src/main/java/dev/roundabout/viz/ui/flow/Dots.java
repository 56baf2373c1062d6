package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.LoadTick.SampledCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The sampled requests on their way across the screen. Each is drawn once. */
final class Dots {
  /** From the client to the pod, whatever the call took: a real call is too quick to see. */
  static final Duration TRAVEL = Duration.ofMillis(700);

  /** Length of a tick of the load, over which its sample is spread. */
  private static final Duration TICK = Duration.ofMillis(100);

  /** More than this nobody can tell apart. */
  private static final int MOST = 1200;

  private final Deque<Dot> moving = new ArrayDeque<>();
  private List<SampledCall> last = List.of();

  /**
   * @param start when it leaves the client, on screen
   */
  record Dot(SampledCall call, Instant start) {
    /** 0 at the client, 1 at the pod; less than 0 before its start. */
    double progress(Instant now) {
      return (double) Duration.between(start, now).toNanos() / TRAVEL.toNanos();
    }
  }

  /**
   * Takes the newest sample; nothing where it has been taken already.
   *
   * @param tickEnd the end of the interval in which the calls ended
   * @return how many dots were added
   */
  @SuppressWarnings("ReferenceEquality") // the same list is the same sample
  int take(List<SampledCall> sample, Instant tickEnd, Instant now) {
    if (sample == last) {
      return 0;
    }
    last = sample;
    Instant tickStart = tickEnd.minus(TICK);
    int added = 0;
    for (SampledCall call : sample) {
      if (moving.size() >= MOST) {
        return added;
      }
      Duration offset = Duration.between(tickStart, call.sent().plus(call.took()));
      moving.add(new Dot(call, now.plus(clamped(offset))));
      added++;
    }
    return added;
  }

  private static Duration clamped(Duration offset) {
    if (offset.isNegative()) {
      return Duration.ZERO;
    }
    return offset.compareTo(TICK) > 0 ? TICK : offset;
  }

  /** Those that have not arrived, after the others have been dropped. */
  Iterable<Dot> at(Instant now) {
    moving.removeIf(dot -> dot.progress(now) >= 1);
    return moving;
  }

  boolean isEmpty() {
    return moving.isEmpty();
  }

  void clear() {
    moving.clear();
  }
}
