package dev.roundabout.viz.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.ClusterFact.DeploymentSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"),
          "default",
          "server",
          "headless.test",
          "clusterip.test",
          9090,
          9090);

  private final Timeline timeline =
      new Timeline(Snapshot.empty(INFO, START), InstantSource.fixed(START));

  @Test
  void folds_what_arrives_from_many_threads() throws InterruptedException {
    timeline.start();
    List<Thread> producers = new ArrayList<>();
    for (int producer = 0; producer < 4; producer++) {
      producers.add(new Thread(this::sendHundredTicks));
    }
    producers.forEach(Thread::start);
    for (Thread producer : producers) {
      producer.join();
    }
    timeline.close();

    assertThat(timeline.now().traffic().ledger().sent()).isEqualTo(400);
    assertThat(timeline.now().traffic().ledger().balances()).isTrue();
  }

  @Test
  void publishes_without_being_asked() {
    timeline.start();
    timeline.accept(new DeploymentSeen(START, 3, 1));
    await().untilAsserted(() -> assertThat(timeline.now().cluster().desired()).isEqualTo(3));
    timeline.close();
  }

  @Test
  void a_fact_that_cannot_be_folded_is_shown_and_the_next_one_still_counts() {
    timeline.start();
    timeline.accept(unfoldable());
    timeline.accept(new DeploymentSeen(START, 5, 5));
    timeline.close();

    assertThat(timeline.now().cluster().desired()).isEqualTo(5);
    assertThat(timeline.now().troubles())
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.what()).contains("DeploymentSeen"));
  }

  @Test
  void closing_twice_is_harmless_and_ends_the_thread() {
    timeline.start();
    timeline.close();
    timeline.close();
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(
                        thread -> thread.getName().equals("viz-writer") && thread.isAlive()));
  }

  @Test
  void the_past_can_be_read_while_the_newest_goes_on() {
    timeline.start();
    timeline.accept(new DeploymentSeen(START.plusSeconds(1), 3, 1));
    await().untilAsserted(() -> assertThat(timeline.now().cluster().desired()).isEqualTo(3));
    timeline.accept(new DeploymentSeen(START.plusSeconds(2), 5, 1));
    await().untilAsserted(() -> assertThat(timeline.now().cluster().desired()).isEqualTo(5));
    timeline.close();

    assertThat(timeline.oldest()).isEqualTo(START.plusSeconds(1));
    assertThat(timeline.at(START.plusMillis(1500)).cluster().desired()).isEqualTo(3);
    assertThat(timeline.at(START).cluster().desired()).isEqualTo(3);
    assertThat(timeline.at(START.plusSeconds(2))).isSameAs(timeline.now());
    assertThat(timeline.at(START.plusSeconds(9))).isSameAs(timeline.now());
  }

  private void sendHundredTicks() {
    for (int i = 0; i < 100; i++) {
      timeline.accept(
          new LoadTick(
              START.plusMillis(i * 100L),
              1,
              1,
              Map.of(),
              0,
              Duration.ZERO,
              Map.of(),
              Map.of(),
              Map.of(),
              dev.roundabout.viz.model.Latencies.NONE,
              List.of()));
    }
  }

  /** Its time is missing, which the fold cannot bear. */
  @SuppressWarnings("NullAway")
  private static DeploymentSeen unfoldable() {
    return new DeploymentSeen(null, 1, 1);
  }
}
