package dev.roundabout.viz.cluster.local;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** Options of clusters that tests start: no delays, and a seed. */
final class LocalOptionsForTests {
  private LocalOptionsForTests() {}

  static LocalOptions instant(int replicas, Addressing addressing, long seed) {
    return LocalOptions.likeACluster(InstantSource.system(), System::nanoTime, random(seed))
        .withReplicas(replicas)
        .withDelays(Delays.none())
        .withDrain(Duration.ofSeconds(1))
        .withAddressing(addressing);
  }

  /** Another one in each process, so that tests do not look at addresses a parallel run has now. */
  static Random random(long seed) {
    return new Random(seed + 1_000 * ProcessHandle.current().pid());
  }
}
