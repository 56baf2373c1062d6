package dev.roundabout.viz.cluster.local;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** Options of clusters that tests start: no delays, and a seed. */
final class LocalOptionsForTests {
  private LocalOptionsForTests() {}

  static LocalOptions instant(int replicas, Addressing addressing, long seed) {
    return LocalOptions.likeACluster(InstantSource.system(), System::nanoTime, new Random(seed))
        .withReplicas(replicas)
        .withDelays(Delays.none())
        .withDrain(Duration.ofSeconds(1))
        .withAddressing(addressing);
  }
}
