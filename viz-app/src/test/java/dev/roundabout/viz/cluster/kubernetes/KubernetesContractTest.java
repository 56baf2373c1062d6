package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.ClusterContractTest;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Pod.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, kept by a cluster that is reached through a real HTTP API. */
final class KubernetesContractTest extends ClusterContractTest {
  private final List<FakeKubernetes> apis = new ArrayList<>();

  @Override
  protected Cluster create(int replicas) {
    FakeKubernetes api = FakeKubernetes.start();
    apis.add(api);
    api.deploy("default", replicas);
    api.awaitReady("default", replicas);
    try {
      return FakeClusters.local(api);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aHardKillGivesNoGrace() throws Exception {
    try (Watched watched = new Watched(create(2))) {
      String victim = watched.awaitReady(2).get(0).name();
      watched.cluster().apply(new Action.Kill(victim, true));
      watched.eventually(() -> assertThat(watched.names()).doesNotContain(victim));
      assertThat(watched.phases(victim)).endsWith(Phase.READY).doesNotContain(Phase.TERMINATING);
    }
  }

  @AfterEach
  @Override
  protected void endWorld() {
    apis.forEach(FakeKubernetes::close);
    apis.clear();
  }
}
