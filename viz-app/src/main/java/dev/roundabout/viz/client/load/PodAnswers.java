package dev.roundabout.viz.client.load;

import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.LoadTick.Answers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The answers of one pod in one interval: a histogram in microseconds, about 20 KB. */
final class PodAnswers {
  static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(2);
  static final int SIGNIFICANT_DIGITS = 2;

  private final AtomicHistogram micros = new AtomicHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private int idleCuts;

  /** Any thread. Longer than two minutes counts as two minutes. */
  void add(long tookNanos) {
    micros.recordValue(micros(tookNanos));
  }

  static long micros(long tookNanos) {
    return Math.max(0, Math.min(TimeUnit.NANOSECONDS.toMicros(tookNanos), MAX_MICROS));
  }

  /** How many cuts in a row it was empty. Called once a cut, when nobody writes. */
  int idleCuts() {
    idleCuts = micros.getTotalCount() == 0 ? idleCuts + 1 : 0;
    return idleCuts;
  }

  /** Takes the answers out and adds them to a sum. When nobody writes. */
  Answers drain(Histogram sum) {
    Answers answers = new Answers(micros.getTotalCount(), latencies(micros));
    sum.add(micros);
    micros.reset();
    return answers;
  }

  static Histogram emptySum() {
    return new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  }

  static Latencies latencies(AbstractHistogram histogram) {
    long[] values = new long[256];
    long[] counts = new long[256];
    int length = 0;
    for (HistogramIterationValue value : histogram.recordedValues()) {
      if (length == values.length) {
        values = Arrays.copyOf(values, 2 * length);
        counts = Arrays.copyOf(counts, 2 * length);
      }
      values[length] = value.getValueIteratedTo();
      counts[length++] = value.getCountAddedInThisIterationStep();
    }
    return Latencies.of(Arrays.copyOf(values, length), Arrays.copyOf(counts, length));
  }
}
