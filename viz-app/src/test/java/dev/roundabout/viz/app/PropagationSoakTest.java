package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many changes, one after another, in modes drawn at random, on real pods that start at once. */
class PropagationSoakTest {
  private static final int CHANGES = 500;
  private static final int MOST_PODS = 6;
  private static final long SEED = 20_260_101;
  private static final List<ResolverMode> MODES =
      List.of(
          ResolverMode.ON_DISCONNECT,
          ResolverMode.MAX_CONNECTION_AGE,
          ResolverMode.POLL_DNS,
          ResolverMode.WATCH_ENDPOINTS);

  private final Random random = new Random(SEED);

  @Test
  void after_500_changes_no_lane_is_open_that_has_no_pod_and_no_stage_is_out_of_order() {
    try (Watched session =
        new Watched(Duration.ZERO, "--instant-pods", "--load=100/s", "--clients=2")) {
      session.untilServing(3);
      session.ask(new Action.SetPollInterval(Duration.ofMillis(200)));
      for (int i = 0; i < CHANGES; i++) {
        change(session);
        if (i % 25 == 0) {
          assertSound(settled(session));
        }
      }
      Snapshot end = settled(session);
      assertSound(end);
      assertThat(end.propagation().changes()).filteredOn(change -> isStale(change, end)).isEmpty();
    }
  }

  private void change(Watched session) {
    int draw = random.nextInt(10);
    if (draw == 0) {
      session.ask(new Action.SetResolver(MODES.get(random.nextInt(MODES.size()))));
    } else if (draw == 1) {
      kill(session, random.nextBoolean());
    }
    int replicas = 1 + random.nextInt(MOST_PODS);
    session.ask(new Action.Scale(replicas));
    if (random.nextInt(3) > 0) {
      session.until(snapshot -> isSettled(snapshot) && snapshot.cluster().desired() == replicas);
    }
  }

  private void kill(Watched session, boolean hard) {
    List<Pod> ready =
        session.now().cluster().seats().stream().map(Seat::pod).filter(Pod::isReady).toList();
    if (!ready.isEmpty()) {
      session.ask(new Action.Kill(ready.get(random.nextInt(ready.size())).name(), hard));
    }
  }

  private static Snapshot settled(Watched session) {
    int replicas = session.now().cluster().desired() % MOST_PODS + 1;
    session.ask(new Action.Scale(replicas));
    session.until(snapshot -> snapshot.cluster().desired() == replicas && isSettled(snapshot));
    return session.now();
  }

  private static boolean isSettled(Snapshot snapshot) {
    return snapshot.cluster().ready() == snapshot.cluster().desired()
        && snapshot.cluster().seats().stream()
            .map(Seat::pod)
            .allMatch(pod -> pod.isReady() || pod.phase() == Pod.Phase.GONE);
  }

  /** Open although each of its pods is gone and left. */
  private static boolean isStale(PodChange change, Snapshot snapshot) {
    return change.isOpen()
        && snapshot.propagation().lanesOf(change.number()).stream()
            .allMatch(lane -> lane.isGone() && lane.open().isEmpty());
  }

  private static void assertSound(Snapshot snapshot) {
    Propagation roads = snapshot.propagation();
    Set<String> living =
        snapshot.cluster().seats().stream()
            .map(Seat::pod)
            .filter(pod -> pod.phase() != Pod.Phase.GONE)
            .map(Pod::name)
            .collect(Collectors.toSet());
    assertThat(roads.lanes()).hasSizeLessThanOrEqualTo(400);
    assertThat(roads.changes()).hasSizeLessThanOrEqualTo(200);
    assertThat(roads.marks()).hasSizeLessThanOrEqualTo(2000);
    for (PodLane lane : roads.lanes()) {
      if (Waits.isOpen(snapshot, lane)) {
        assertThat(living).as("open: %s", lane).contains(lane.pod());
      }
      for (int client = 1; client <= 2; client++) {
        assertOrder(lane, client);
      }
    }
    for (String pod : living) {
      assertThat(roads.lane(pod).filter(lane -> !lane.isGone())).as(pod).isPresent();
    }
  }

  /** Each way in order; the way down may begin before the way up has ended. */
  private static void assertOrder(PodLane lane, int client) {
    Instant up = Instant.MIN;
    Instant down = Instant.MIN;
    for (PodLane.Step step : lane.road(client)) {
      Instant at = step.reached().at();
      assertThat(at)
          .as("%s of %s", step, lane)
          .isAfterOrEqualTo(step.stage().isUp() ? up : down)
          .isBeforeOrEqualTo(step.reached().seen());
      up = step.stage().isUp() ? at : up;
      down = step.stage().isUp() ? down : at;
    }
  }
}
