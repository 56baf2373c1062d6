package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final PodIndex NOBODY =
      PodIndex.of(
          Snapshot.empty(
              new ClusterInfo(
                  ClusterInfo.Origin.embedded("test"), "default", "server", "h", "c", 1, 1),
              START));

  @Test
  void latency_is_that_of_the_last_ten_seconds() {
    Traffic traffic = Traffic.NONE;
    for (int second = 1; second <= 30; second++) {
      traffic = traffic.after(tick(second), NOBODY);
      int window = Math.min(second, 10);
      assertThat(traffic.latency().total()).as("after %d s", second).isEqualTo(window);
      assertThat(traffic.latency().maxMicros()).isEqualTo(second);
      assertThat(traffic.latency().percentileMicros(0)).isEqualTo(second - window + 1);
    }
  }

  @Test
  void history_is_bounded() {
    Traffic traffic = Traffic.NONE;
    for (int second = 1; second <= 100; second++) {
      traffic = traffic.after(tick(second), NOBODY);
    }
    assertThat(traffic.recent()).hasSize(11);
  }

  @Test
  void a_pause_longer_than_the_window_leaves_what_comes_after_it() {
    Traffic traffic = Traffic.NONE.after(tick(1), NOBODY).after(tick(100), NOBODY);
    assertThat(traffic.latency().total()).isEqualTo(1);
    assertThat(traffic.latency().maxMicros()).isEqualTo(100);
  }

  /** One call, that took as many microseconds as seconds have gone by. */
  private static LoadTick tick(int second) {
    return new LoadTick(
        START.plusSeconds(second),
        1,
        1,
        Map.of(),
        0,
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        Latencies.of(new long[] {second}, new long[] {1}),
        List.of());
  }
}
