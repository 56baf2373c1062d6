package dev.roundabout.viz.client.load;

import dev.roundabout.viz.model.LoadTick.SampledCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A fair sample of the calls that ended in one interval, of at most {@link #MOST}.
 *
 * <p>Every call has a mark, a hash of its times; those with the smallest marks are kept. So each
 * call of the interval is as likely as any other, neither the first ones nor every n-th, which
 * would always be the same pod under round_robin.
 */
final class Samples {
  static final int MOST = 30;

  private final List<Sample> kept = new ArrayList<>();
  private volatile int highestMark = Integer.MAX_VALUE;

  /** Any thread. */
  void offer(EndedCall call) {
    int mark = mark(call);
    if (mark <= highestMark) {
      keep(new Sample(mark, call));
    }
  }

  private synchronized void keep(Sample sample) {
    kept.add(sample);
    while (kept.size() > MOST) {
      int lowered = highestMark >>> 1;
      highestMark = lowered;
      kept.removeIf(other -> other.mark() > lowered);
      if (lowered == 0) {
        kept.clear();
      }
    }
  }

  /** Takes the sample out, with times of the clock that showed {@code now} at {@code nowNanos}. */
  synchronized List<SampledCall> drain(Instant now, long nowNanos) {
    List<SampledCall> calls =
        kept.stream().map(sample -> sample.call().sampled(now, nowNanos)).toList();
    kept.clear();
    highestMark = Integer.MAX_VALUE;
    return calls;
  }

  /** The finalizer of MurmurHash3, without the sign. */
  private static int mark(EndedCall call) {
    long hash = call.startNanos() ^ Long.rotateLeft(call.tookNanos(), 32);
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (hash >>> 33);
  }

  private record Sample(int mark, EndedCall call) {}

  /**
   * @param pod as the answer named it; empty where there was none
   */
  record EndedCall(int client, String pod, long startNanos, long tookNanos, boolean ok) {
    SampledCall sampled(Instant now, long nowNanos) {
      return new SampledCall(
          client, pod, now.minusNanos(nowNanos - startNanos), Duration.ofNanos(tookNanos), ok);
    }
  }
}
