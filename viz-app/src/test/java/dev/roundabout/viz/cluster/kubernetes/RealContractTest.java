package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.ClusterContractTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract, kept by a real cluster: {@code mvn verify -Pe2e -Dkube.context=minikube}. */
@Tag("e2e")
final class RealContractTest extends ClusterContractTest {
  private final List<RealNamespace> namespaces = new ArrayList<>();

  @Override
  protected Cluster create(int replicas) {
    try {
      RealNamespace namespace = RealNamespace.create();
      namespaces.add(namespace);
      return namespace.withDemo(replicas).cluster();
    } catch (IOException | RefusedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @AfterEach
  @Override
  protected void endWorld() {
    namespaces.forEach(RealNamespace::close);
    namespaces.clear();
  }
}
