package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.ui.kit.FrameStats.Spread;
import java.util.Arrays;

/** Measures frames. Used on the JavaFX application thread only. */
public final class FrameMeter {
  private static final int KEPT = 3600;
  private static final long SECOND = 1_000_000_000L;

  private final long[] intervals = new long[KEPT];
  private final long[] costs = new long[KEPT];
  private final boolean[] drawn = new boolean[KEPT];
  private int frames;
  private long last;
  private boolean started;

  /**
   * A pulse begins.
   *
   * @param now of the pulse, in nanoseconds
   */
  public void pulse(long now) {
    if (started) {
      intervals[frames % KEPT] = now - last;
      costs[frames % KEPT] = 0;
      drawn[frames % KEPT] = false;
      frames++;
    }
    last = now;
    started = true;
  }

  /** The newest pulse draws a frame. */
  public void drawn() {
    if (frames > 0) {
      drawn[(frames - 1) % KEPT] = true;
    }
  }

  /** What the newest pulse cost, in nanoseconds. */
  public void cost(long nanos) {
    if (frames > 0) {
      costs[(frames - 1) % KEPT] = nanos;
    }
  }

  /** Forgets everything. */
  public void reset() {
    frames = 0;
    started = false;
  }

  /** Frames drawn in the last second of pulses; less than a second's worth is scaled up. */
  public double fps() {
    long sum = 0;
    int count = 0;
    for (int back = 1; back <= Math.min(frames, KEPT) && sum < SECOND; back++) {
      int at = (frames - back) % KEPT;
      sum += intervals[at];
      count += drawn[at] ? 1 : 0;
    }
    return sum == 0 ? 0 : count * (double) SECOND / sum;
  }

  public FrameStats stats() {
    return new FrameStats(frames, fps(), spread(intervals), spread(costs));
  }

  private Spread spread(long[] ring) {
    int length = Math.min(frames, KEPT);
    if (length == 0) {
      return Spread.NONE;
    }
    long[] sorted = Arrays.copyOf(ring, length);
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElse(0);
    return new Spread(at(sorted, 0.5), at(sorted, 0.99), sorted[length - 1] / 1e6, mean / 1e6);
  }

  private static double at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
