package dev.roundabout.viz.model;

import java.util.Arrays;

/**
 * How long calls took: a sparse histogram, immutable and quick to merge.
 *
 * <p>Values are in microseconds, ascending, each with how many calls it stands for.
 */
public final class Latencies {
  public static final Latencies NONE = new Latencies(new long[0], new long[0]);

  private static final double[] USUAL = {50, 90, 95, 99, 99.9};

  private final long[] micros;
  private final long[] counts;
  private final long total;

  private Latencies(long[] micros, long[] counts) {
    this.micros = micros;
    this.counts = counts;
    this.total = Arrays.stream(counts).sum();
  }

  /**
   * Takes counted values.
   *
   * @param micros ascending, without repeats
   * @param counts as many as there are values, each more than zero
   */
  public static Latencies of(long[] micros, long[] counts) {
    if (micros.length != counts.length) {
      throw new IllegalArgumentException("one count for every value");
    }
    for (int i = 1; i < micros.length; i++) {
      if (micros[i] <= micros[i - 1]) {
        throw new IllegalArgumentException("values must ascend");
      }
    }
    return micros.length == 0 ? NONE : new Latencies(micros.clone(), counts.clone());
  }

  public long total() {
    return total;
  }

  /**
   * The value that at least this share of the calls did not exceed, in microseconds; 0 where there
   * were no calls.
   *
   * @param percentile 0 to 100
   */
  public long percentileMicros(double percentile) {
    long rank = rank(percentile);
    long seen = 0;
    for (int i = 0; i < micros.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return micros[i];
      }
    }
    return 0;
  }

  public long maxMicros() {
    return micros.length == 0 ? 0 : micros[micros.length - 1];
  }

  /**
   * So few values that it can be kept for long: total, maximum and the usual percentiles (50, 90,
   * 95, 99, 99.9) are the same.
   */
  public Latencies thinned() {
    if (micros.length <= USUAL.length + 1) {
      return this;
    }
    long[] values = new long[USUAL.length + 1];
    long[] sums = new long[USUAL.length + 1];
    int length = 0;
    int next = 0;
    long seen = 0;
    long taken = 0;
    for (int i = 0; i < micros.length; i++) {
      seen += counts[i];
      boolean marked = i == micros.length - 1;
      while (next < USUAL.length && seen >= rank(USUAL[next])) {
        next++;
        marked = true;
      }
      if (marked) {
        values[length] = micros[i];
        sums[length++] = seen - taken;
        taken = seen;
      }
    }
    return new Latencies(Arrays.copyOf(values, length), Arrays.copyOf(sums, length));
  }

  private long rank(double percentile) {
    return Math.max(1, (long) Math.ceil(total * percentile / 100));
  }

  public Latencies plus(Latencies other) {
    if (other.total == 0) {
      return this;
    }
    if (total == 0) {
      return other;
    }
    long[] values = new long[micros.length + other.micros.length];
    long[] sums = new long[values.length];
    int length = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < micros.length || theirs < other.micros.length) {
      long value = Math.min(valueAt(mine), other.valueAt(theirs));
      values[length] = value;
      if (valueAt(mine) == value) {
        sums[length] += counts[mine++];
      }
      if (other.valueAt(theirs) == value) {
        sums[length] += other.counts[theirs++];
      }
      length++;
    }
    return new Latencies(Arrays.copyOf(values, length), Arrays.copyOf(sums, length));
  }

  /**
   * What came after an earlier state of the same counts.
   *
   * @param earlier has no value that is not in this one, and none more often
   */
  public Latencies minus(Latencies earlier) {
    if (earlier.total == 0) {
      return this;
    }
    long[] values = new long[micros.length];
    long[] rest = new long[micros.length];
    int length = 0;
    int before = 0;
    for (int i = 0; i < micros.length; i++) {
      long count = counts[i];
      if (earlier.valueAt(before) == micros[i]) {
        count -= earlier.counts[before++];
      }
      if (count < 0) {
        throw new IllegalArgumentException("more of " + micros[i] + " µs earlier than now");
      }
      if (count > 0) {
        values[length] = micros[i];
        rest[length++] = count;
      }
    }
    if (before < earlier.micros.length) {
      throw new IllegalArgumentException("a value was there earlier and is not now");
    }
    return length == 0
        ? NONE
        : new Latencies(Arrays.copyOf(values, length), Arrays.copyOf(rest, length));
  }

  private long valueAt(int index) {
    return index < micros.length ? micros[index] : Long.MAX_VALUE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Latencies that
        && Arrays.equals(micros, that.micros)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(micros) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return total + " calls, p50 " + percentileMicros(50) + " µs, max " + maxMicros() + " µs";
  }
}
