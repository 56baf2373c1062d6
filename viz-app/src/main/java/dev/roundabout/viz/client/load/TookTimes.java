package dev.roundabout.viz.client.load;

import dev.roundabout.viz.model.Latencies;
import org.HdrHistogram.Recorder;

/** How long calls took, by HdrHistogram, for a measure of its own beside the {@link Meter}. */
public final class TookTimes {
  private final Recorder micros =
      new Recorder(PodAnswers.MAX_MICROS, PodAnswers.SIGNIFICANT_DIGITS);

  /** Any thread, never waits. */
  public void add(long tookNanos) {
    micros.recordValue(PodAnswers.micros(tookNanos));
  }

  /** Takes out what was added since the last time. */
  public Latencies drain() {
    return PodAnswers.latencies(micros.getIntervalHistogram());
  }
}
