package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.ClusterContractTest;

final class LocalClusterOwnIpsTest extends ClusterContractTest {
  @Override
  protected Cluster create(int replicas) {
    return new LocalCluster(LocalOptionsForTests.instant(replicas, Addressing.OWN_IPS, 7), "test");
  }
}
