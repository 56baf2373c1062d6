package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LocalFreezeTest {
  private static final Duration SOON = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static Watched start(Duration drain) throws IOException {
    return new Watched(
        new LocalCluster(
            LocalOptionsForTests.instant(2, Addressing.OWN_IPS, 31).withDrain(drain), "test"));
  }

  @Test
  void aFrozenPodStaysAnEndpointAndGoesOnWhereItWas() throws Exception {
    try (Watched watched = start(LONG)) {
      Pod pod = watched.awaitReady(2).get(0);
      int endpoints = watched.facts(ClusterFact.EndpointsSeen.class).size();
      var back = watched.cluster().apply(new Action.Freeze(pod.name(), true));
      awaitFrozen(watched, pod.name(), true);
      assertThatThrownBy(() -> OneCall.answer(route(watched, pod), SOON))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("DEADLINE_EXCEEDED");
      assertThat(watched.facts(ClusterFact.EndpointsSeen.class)).hasSize(endpoints);
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Freeze(pod.name(), true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("frozen already");

      watched.cluster().apply(back.orElseThrow());
      awaitFrozen(watched, pod.name(), false);
      assertThat(OneCall.answer(route(watched, pod), LONG)).isEqualTo(pod.name());
    }
  }

  @Test
  void killingItStartsItsContainerAgain() throws Exception {
    try (Watched watched = start(LONG)) {
      Pod pod = watched.awaitReady(2).get(0);
      watched.cluster().apply(new Action.Freeze(pod.name(), true));
      awaitFrozen(watched, pod.name(), true);
      watched.cluster().apply(new Action.Kill(pod.name(), true));
      awaitFrozen(watched, pod.name(), false);
      watched.awaitReady(2);
      assertThat(OneCall.answer(route(watched, pod), LONG)).isEqualTo(pod.name());
    }
  }

  @Test
  void deletingItWaitsForItsGraceAndThenKillsIt() throws Exception {
    try (Watched watched = start(SOON)) {
      Pod pod = watched.awaitReady(2).get(0);
      watched.cluster().apply(new Action.Freeze(pod.name(), true));
      awaitFrozen(watched, pod.name(), true);
      watched.cluster().apply(new Action.Kill(pod.name(), false));
      watched.eventually(() -> assertThat(watched.names()).doesNotContain(pod.name()));
      watched.awaitReady(2);
    }
  }

  private static void awaitFrozen(Watched watched, String name, boolean frozen) throws Exception {
    watched.eventually(
        () ->
            assertThat(watched.pods())
                .filteredOn(pod -> pod.name().equals(name))
                .allMatch(pod -> pod.frozen() == frozen)
                .hasSize(1));
  }

  private static Route route(Watched watched, Pod pod) {
    return watched
        .cluster()
        .reach()
        .to(new Address(pod.ip().orElseThrow(), watched.cluster().info().podPort()));
  }
}
