package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.LoadTick.Answers;
import java.util.List;

/** What must hold of any run. */
final class RigChecks {
  private RigChecks() {}

  /** Summed by hand, and not by the ledger that the window shows. */
  static void assertBalancedAtEveryTick(List<LoadTick> ticks) {
    long sent = 0;
    long ended = 0;
    long streams = 0;
    long answers = 0;
    for (LoadTick tick : ticks) {
      sent += tick.sent();
      ended += tick.ok() + tick.failed().values().stream().mapToLong(Long::longValue).sum();
      streams += tick.streams().values().stream().mapToLong(Long::longValue).sum();
      answers += tick.answers().values().stream().mapToLong(Answers::count).sum();
      assertThat(sent).isEqualTo(ended + tick.inFlight());
      assertThat(tick.inFlight()).isNotNegative();
      assertThat(answers).isLessThanOrEqualTo(streams);
      assertThat(tick.latency().total()).isEqualTo(tick.ok());
      assertThat(tick.sample()).hasSizeLessThanOrEqualTo(30);
    }
  }
}
