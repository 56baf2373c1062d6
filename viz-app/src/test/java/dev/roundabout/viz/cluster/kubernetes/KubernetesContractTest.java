package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.ClusterContractTest;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

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

  @AfterEach
  @Override
  protected void endWorld() {
    apis.forEach(FakeKubernetes::close);
    apis.clear();
  }
}
