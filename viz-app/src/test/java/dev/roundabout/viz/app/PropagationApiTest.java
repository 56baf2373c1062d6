package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The times beside ours are the API's own, as it gives them to anybody who asks. */
class PropagationApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;

  @Test
  void theStagesOfAPodCarryTheTimesOfItsObject() throws IOException {
    try (FakeKubernetes api = FakeKubernetes.start()) {
      api.deploy("default", 2);
      api.awaitReady("default", 2);
      new Kubeconfigs(home).home(api.kubeconfig());
      try (Sessions sessions = sessions()) {
        sessions.start();
        until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 10);
        sessions.submit(new Action.SetResolver(ResolverMode.POLL_DNS));
        sessions.submit(new Action.Scale(3));
        until(sessions, snapshot -> scaled(snapshot).isPresent());

        PodLane lane = scaled(sessions.snapshot()).orElseThrow();
        Pod pod =
            api.pods("default").stream()
                .filter(each -> each.getMetadata().getName().equals(lane.pod()))
                .findFirst()
                .orElseThrow();
        Map<Stage, String> told =
            Map.of(
                Stage.CREATED,
                pod.getMetadata().getCreationTimestamp(),
                Stage.SCHEDULED,
                since(pod, "PodScheduled"),
                Stage.STARTED,
                pod.getStatus()
                    .getContainerStatuses()
                    .get(0)
                    .getState()
                    .getRunning()
                    .getStartedAt(),
                Stage.READY,
                since(pod, "Ready"));
        told.forEach((stage, time) -> assertAgrees(lane, stage, time));
        assertAgrees(lane, Stage.IN_ENDPOINTS, triggered(api, lane));
        assertThat(triggered(api, lane)).isEqualTo(since(pod, "Ready"));
      }
    }
  }

  /** The same time, and not after we saw it: the fake cluster has this machine's clock. */
  private static void assertAgrees(PodLane lane, Stage stage, String time) {
    Instant told = OffsetDateTime.parse(time).toInstant();
    PodLane.Reached reached = lane.reached(stage, 1).orElseThrow();
    assertThat(reached.apiAt()).as(stage.label()).hasValue(told);
    assertThat(told.truncatedTo(ChronoUnit.SECONDS)).isBeforeOrEqualTo(reached.seen());
  }

  /** Why the slices of the headless Service were written last: the new pod. */
  private static String triggered(FakeKubernetes api, PodLane lane) {
    return api
        .client()
        .resources(EndpointSlice.class)
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", "server-headless")
        .list()
        .getItems()
        .stream()
        .filter(
            slice ->
                slice.getEndpoints().stream()
                    .anyMatch(endpoint -> endpoint.getAddresses().contains(lane.ip().orElse(""))))
        .map(
            slice ->
                slice
                    .getMetadata()
                    .getAnnotations()
                    .get("endpoints.kubernetes.io/last-change-trigger-time"))
        .findFirst()
        .orElseThrow();
  }

  private static String since(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .map(PodCondition::getLastTransitionTime)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<PodLane> scaled(Snapshot snapshot) {
    return snapshot.propagation().lanes().stream()
        .filter(lane -> lane.up().isPresent())
        .filter(lane -> lane.reached(Stage.FIRST_REQUEST, 1).isPresent())
        .findFirst();
  }

  private Sessions sessions() {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--context=minikube", "--load=50/s");
    return options.sessions(new Kubeconfigs(home).source(), Clocks.system());
  }

  private static void until(Sessions sessions, Predicate<Snapshot> condition) {
    try {
      await().atMost(PATIENCE).until(() -> condition.test(sessions.snapshot()));
    } catch (ConditionTimeoutException e) {
      Snapshot last = sessions.snapshot();
      String story = last.troubles() + "\n" + last.events() + "\n" + last.propagation().lanes();
      throw new AssertionError("in vain: " + story, e);
    }
  }
}
