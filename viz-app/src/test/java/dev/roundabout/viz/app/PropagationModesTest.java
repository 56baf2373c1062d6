package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PropagationText;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.model.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The road of a new pod on the embedded cluster, in each way of learning of it. */
class PropagationModesTest {
  private static final List<Stage> TO_THE_ENDPOINTS =
      List.of(
          Stage.SCALE_ASKED,
          Stage.ACCEPTED,
          Stage.CREATED,
          Stage.SCHEDULED,
          Stage.STARTED,
          Stage.READY,
          Stage.IN_ENDPOINTS);
  private static final List<Stage> FROM_THE_LIST =
      List.of(
          Stage.RESOLVED, Stage.CONNECTING, Stage.CONNECTED, Stage.FIRST_REQUEST, Stage.FAIR_SHARE);

  @ParameterizedTest
  @EnumSource(
      value = ResolverMode.class,
      names = {"POLL_DNS", "WATCH_ENDPOINTS"})
  void a_new_pod_reaches_every_stage_in_order(ResolverMode mode) {
    try (Watched session = new Watched(Duration.ZERO, "--instant-pods", "--load=200/s")) {
      session.ask(new Action.SetResolver(mode));
      session.ask(new Action.SetPollInterval(Duration.ofMillis(200))).untilServing(3);
      session.ask(new Action.Scale(4));
      session.until(snapshot -> fourth(snapshot, Stage.FAIR_SHARE));
      // A reading of channelz may come later than that where the machine is busy.
      session.until(snapshot -> fourth(snapshot, Stage.CONNECTING));

      List<Stage> expected = new ArrayList<>(TO_THE_ENDPOINTS);
      if (mode != ResolverMode.WATCH_ENDPOINTS) {
        expected.add(Stage.IN_DNS);
      }
      expected.addAll(FROM_THE_LIST);
      Snapshot snapshot = session.now();
      assertThat(newest(snapshot).road(1))
          .filteredOn(step -> mode != ResolverMode.WATCH_ENDPOINTS || step.stage() != Stage.IN_DNS)
          .extracting(PodLane.Step::stage)
          .isEqualTo(expected);
      assertThat(Waits.isOpen(snapshot, newest(snapshot))).isFalse();
      PodChange change = snapshot.propagation().changes().get(0);
      assertThat(change.mode()).isEqualTo(mode);
      PodChange.Parts parts = change.parts().orElseThrow();
      assertThat(parts.kubernetes().plus(parts.dns()).plus(parts.asking()).plus(parts.connecting()))
          .isEqualTo(parts.total());
      assertThat(PropagationText.sentence(change)).startsWith("3 → 4: the new pod served after ");
    }
  }

  @Test
  void on_disconnect_a_new_pod_waits_in_dns_until_a_connection_breaks() {
    try (Watched session = new Watched(Duration.ZERO, "--instant-pods", "--load=200/s")) {
      session.untilServing(3).ask(new Action.Scale(4));
      session.until(snapshot -> fourth(snapshot, Stage.IN_DNS));
      Snapshot waiting = session.now();
      assertThat(Waits.of(waiting, newest(waiting), 1).orElseThrow().words())
          .isEqualTo("in DNS, the client has not asked again");
      assertThat(waiting.propagation().changes().get(0).isOpen()).isTrue();
      String added = newest(waiting).pod();

      String victim = waiting.cluster().seats().get(0).pod().name();
      session.ask(new Action.Kill(victim, true));
      session.until(
          snapshot ->
              snapshot
                  .propagation()
                  .lane(added)
                  .flatMap(lane -> lane.reached(Stage.FIRST_REQUEST, 1))
                  .isPresent());

      Snapshot after = session.now();
      assertThat(PropagationText.sentence(after.propagation().changes().get(0)))
          .startsWith("3 → 4: the new pod served after ")
          .contains("waiting for the client to ask");
      assertThat(after.propagation().lanes().stream().filter(lane -> lane.pod().equals(victim)))
          .first()
          .matches(PodLane::isGone);
    }
  }

  private static boolean fourth(Snapshot snapshot, Stage stage) {
    return snapshot.propagation().lanes().size() == 4
        && newest(snapshot).reached(stage, 1).isPresent();
  }

  private static PodLane newest(Snapshot snapshot) {
    List<PodLane> lanes = snapshot.propagation().lanes();
    return lanes.get(lanes.size() - 1);
  }
}
