package dev.roundabout.viz.model;

import java.util.Optional;

/**
 * Bounds of the rule by which the embedded cluster scales its Deployment by itself.
 *
 * @param min replicas, 1 or more
 * @param max replicas, min to {@link Action#MAX_REPLICAS}
 */
public record Autoscaling(int min, int max) {
  /** Those of the manifest in {@code k8s/components/hpa}. */
  public static final Autoscaling DEFAULT = new Autoscaling(2, 10);

  public Autoscaling {
    if (min < 1 || max < min || max > Action.MAX_REPLICAS) {
      throw new IllegalArgumentException(
          "autoscaling: from 1 or more to " + Action.MAX_REPLICAS + " replicas at most");
    }
  }

  /** What the embedded cluster is set to; empty for another cluster, and where it is off. */
  public static Optional<Autoscaling> of(ClusterState cluster) {
    return cluster
        .api()
        .scaler()
        .filter(scaler -> cluster.info().origin().isEmbedded())
        .map(scaler -> new Autoscaling(scaler.min(), scaler.max()));
  }

  /** The nearest number of replicas that is within. */
  public int bound(int replicas) {
    return Math.max(min, Math.min(max, replicas));
  }
}
