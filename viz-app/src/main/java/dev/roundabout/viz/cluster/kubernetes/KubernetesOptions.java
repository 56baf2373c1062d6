package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.PodFreezer;
import dev.roundabout.viz.cluster.Secrets;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * How a cluster is looked at.
 *
 * @param locality whether it runs on this machine, and by which tool
 * @param direct pods and names are reached without a tunnel
 * @param clock for the times of facts
 * @param nanos a ticker for timeouts
 * @param random used by several threads
 * @param beat how often the API is asked for a sign of life
 * @param secrets that nothing may tell
 * @param freezer asks the server of a pod to freeze
 */
record KubernetesOptions(
    Locality locality,
    boolean direct,
    InstantSource clock,
    LongSupplier nanos,
    Random random,
    Duration beat,
    Secrets secrets,
    PodFreezer freezer) {

  /** Often enough for a "last heard" that is honest; one small request each. */
  static final Duration BEAT = Duration.ofSeconds(2);
}
