package dev.roundabout.viz.cluster.kubernetes;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a cluster is looked at.
 *
 * @param kind of a local cluster, as in {@link dev.roundabout.viz.model.Choices.Context}: {@code
 *     minikube}, {@code kind}, {@code k3d} …; empty where it is not a local one
 * @param direct pods and names are reached without a tunnel
 * @param beat how often the API is asked for a sign of life
 */
record KubernetesOptions(String kind, boolean direct, InstantSource clock, Duration beat) {
  /** Often enough for a "last heard" that is honest; two small requests each. */
  static final Duration BEAT = Duration.ofSeconds(3);

  boolean isLocal() {
    return !kind.isEmpty();
  }
}
