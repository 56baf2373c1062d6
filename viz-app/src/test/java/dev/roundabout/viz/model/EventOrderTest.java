package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Facts of different threads may be folded later than they happened. */
class EventOrderTest {
  private static final Instant START = Instant.EPOCH;
  private static final ClusterInfo INFO =
      new ClusterInfo(ClusterInfo.Origin.embedded(""), "default", "server", "h", "c", 9090, 9090);

  @Test
  void events_stand_in_the_order_in_which_they_happened() {
    Snapshot snapshot =
        Snapshot.empty(INFO, START)
            .after(trouble(1, "first"))
            .after(trouble(3, "third"))
            .after(trouble(2, "second"))
            .after(trouble(3, "fourth"));
    assertThat(snapshot.events())
        .extracting(Event::text)
        .containsExactly(
            "first failed: x", "second failed: x", "third failed: x", "fourth failed: x");
  }

  private static Fact trouble(int second, String what) {
    return new SessionFact.Trouble(START.plusSeconds(second), what, "x");
  }
}
