package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Route;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Freezing goes through the tunnel, to a method of the server itself. */
final class KubernetesFreezeTest {
  private final FakeKubernetes api = FakeKubernetes.start();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void aServerThatDoesNotAllowItIsLeftAloneAndTheMessageSaysWhatHelps() throws Exception {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      Pod pod = watched.awaitReady(1).get(0);
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Freeze(pod.name(), true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not allow it")
          .hasMessageContaining("set env deployment/server ALLOW_FREEZE=true");
      assertThat(watched.pods()).noneMatch(Pod::frozen);
      assertThat(OneCall.answer(route(watched, pod), Duration.ofSeconds(20))).isEqualTo(pod.name());
    }
  }

  @Test
  void oneThatAllowsItAcceptsAndNeverAnswers() throws Exception {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      List<String> before = watched.awaitReady(2).stream().map(Pod::name).toList();
      assertThat(watched.snapshot().cluster().api().freezable()).isFalse();
      allow();
      watched.eventually(() -> assertThat(watched.snapshot().cluster().api().freezable()).isTrue());
      watched.eventually(
          () -> assertThat(watched.names()).hasSize(2).doesNotContainAnyElementsOf(before));
      Pod any = watched.awaitReady(2).get(0);
      watched.cluster().apply(new Action.Freeze(any.name(), true));
      watched.eventually(() -> assertThat(watched.pods()).filteredOn(Pod::frozen).hasSize(1));
      Pod frozen = watched.pods().stream().filter(Pod::frozen).findFirst().orElseThrow();
      assertThat(frozen.note()).contains("probes go unanswered");
      assertThatThrownBy(() -> OneCall.answer(route(watched, frozen), Duration.ofMillis(500)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("DEADLINE_EXCEEDED");
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Freeze(frozen.name(), false)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("cannot be told to go on");
      watched.cluster().apply(new Action.Kill(frozen.name(), true));
      watched.eventually(() -> assertThat(watched.pods()).noneMatch(Pod::frozen));
    }
  }

  private void allow() {
    api.client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("server")
        .edit(
            deployment -> {
              deployment
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .get(0)
                  .getEnv()
                  .add(new EnvVar("ALLOW_FREEZE", "true", null));
              return deployment;
            });
  }

  private static Route route(Watched watched, Pod pod) {
    return watched
        .cluster()
        .reach()
        .to(new Address(pod.ip().orElseThrow(), watched.cluster().info().podPort()));
  }
}
