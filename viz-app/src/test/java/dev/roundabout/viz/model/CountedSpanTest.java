package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bars, shares and counts cover one stretch of time, and say which. */
class CountedSpanTest {
  private Snapshot snapshot =
      World.empty()
          .pod("a", 1, Pod.Phase.READY)
          .pod("b", 2, Pod.Phase.READY)
          .inDns(1, 2)
          .resolved(1, 2)
          .snapshot();
  private long millis;
  private final long[] counts = new long[3];

  @Test
  void while_calls_flow_it_is_the_last_second() {
    flows(1000, 0);
    flows(30, 10);

    assertThat(CountedSpan.of(snapshot).kind()).isEqualTo(CountedSpan.Kind.LAST_SECOND);
    assertThat(shares()).containsExactly(0.75, 0.25);
    assertThat(CountedSpan.of(snapshot).words(snapshot.at())).isEqualTo("the last second");
  }

  @Test
  void when_they_stop_the_bars_keep_their_meaning_and_say_of_when_they_are() {
    flows(1000, 0);
    flows(30, 10);
    rests(12);

    assertThat(snapshot.traffic().perSecond()).isZero();
    assertThat(shares()).as("not the shares of all time").containsExactly(0.75, 0.25);
    assertThat(CountedSpan.of(snapshot).isPast()).isTrue();
    assertThat(CountedSpan.of(snapshot).words(snapshot.at()))
        .isEqualTo("the last second with requests, 12 s ago");
  }

  @Test
  void a_step_of_an_experiment_counts_its_own_calls() {
    flows(1000, 0);
    rests(2);
    phase(Phase.SETTING_UP);
    phase(Phase.WAITING);
    assertThat(CountedSpan.of(snapshot).total()).isZero();

    phase(Phase.GOING_ON);
    flows(0, 3000);
    phase(Phase.WAITING);
    flows(500, 500);
    rests(5);

    assertThat(shares()).containsExactly(0.0, 1.0);
    assertThat(rows()).extracting(PodRow::count).containsExactly(0.0, 3000.0);
    assertThat(rows()).extracting(PodRow::total).containsExactly(1500L, 3500L);
    assertThat(CountedSpan.of(snapshot).words(snapshot.at())).isEqualTo("this step · 3,000 sent");

    phase(Phase.GOING_ON);
    assertThat(CountedSpan.of(snapshot).total()).as("the next step begins at none").isZero();
  }

  @Test
  void a_person_counts_anew_and_goes_back() {
    flows(1000, 0);
    fold(new SessionFact.Asked(now(), new Action.Count(true)));
    flows(10, 30);
    flows(10, 30);

    assertThat(rows()).extracting(PodRow::count).containsExactly(20.0, 60.0);
    assertThat(CountedSpan.of(snapshot).words(snapshot.at()))
        .isEqualTo("counted for 2 s · 80 sent");

    fold(new SessionFact.Asked(now(), new Action.Count(false)));
    assertThat(CountedSpan.of(snapshot).kind()).isEqualTo(CountedSpan.Kind.LAST_SECOND);
  }

  @Test
  void shares_of_pods_and_of_those_that_are_gone_make_a_whole() {
    fold(new SessionFact.Asked(now(), new Action.Count(true)));
    flows(30, 10);
    fold(new ClusterFact.PodGone(now(), World.full("b")));
    rests(6);

    assertThat(rows()).extracting(PodRow::share).containsExactly(0.75);
    assertThat(CountedSpan.of(snapshot).share(World.full("b"))).isEqualTo(0.25);
  }

  private List<PodRow> rows() {
    return PodRow.of(snapshot);
  }

  private List<Double> shares() {
    return rows().stream().map(PodRow::share).toList();
  }

  /** A second in which the two pods get so many calls. */
  private void flows(long first, long second) {
    millis += 1000;
    counts[1] += first;
    counts[2] += second;
    fold(
        new ChannelzSeen(
            now(),
            List.of(
                new ChannelNode(
                    1,
                    1,
                    "dns:///headless.test",
                    Connectivity.READY,
                    new Calls(0, 0, 0),
                    List.of(subchannel(1), subchannel(2))))));
    tick(first + second);
  }

  private void rests(int seconds) {
    for (int i = 0; i < seconds; i++) {
      millis += 1000;
      tick(0);
    }
  }

  private void tick(long sent) {
    fold(
        new LoadTick(
            now(),
            sent,
            sent,
            Map.of(),
            0,
            Duration.ZERO,
            Map.of(),
            Map.of(),
            Map.of(),
            Latencies.NONE,
            List.of()));
  }

  private void phase(Phase phase) {
    fold(
        new SessionFact.ExperimentSeen(
            now(),
            Optional.of(
                new ExperimentRun(
                    1,
                    "t",
                    "q",
                    now(),
                    List.of(),
                    List.of(),
                    phase,
                    List.of(),
                    List.of(),
                    Optional.empty()))));
  }

  private Subchannel subchannel(int pod) {
    Connection connection = Road.connection(1, pod);
    return new Subchannel(
        pod,
        World.addresses(pod),
        Connectivity.READY,
        new Calls(counts[pod], counts[pod], 0),
        List.of(new Socket(pod + 100L, connection, counts[pod])));
  }

  private Instant now() {
    return World.START.plusMillis(millis);
  }

  private void fold(Fact fact) {
    snapshot = snapshot.after(fact);
  }
}
