package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.ClusterContractTest;

final class LocalClusterSharedTest extends ClusterContractTest {
  @Override
  protected Cluster create(int replicas) {
    return new LocalCluster(LocalOptionsForTests.instant(replicas, Addressing.SHARED, 7), "test");
  }
}
