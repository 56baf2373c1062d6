package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/**
 * The drain of a node: its pods are evicted as a PodDisruptionBudget with {@code maxUnavailable: 1}
 * allows, which is the demo's. On {@code local-cluster} only.
 */
final class Eviction {
  private final Nodes nodes;
  private final Queue<LocalPod> left = new ArrayDeque<>();
  private boolean underWay;
  private boolean hard;

  Eviction(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Takes the place of one that is under way. */
  void begin(String node, Collection<LocalPod> pods, boolean kills) {
    nodes.cordon(node);
    left.clear();
    left.addAll(pods);
    hard = kills;
    underWay = true;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /**
   * Evicts the next pod where that is allowed; when the last is replaced, the node takes pods
   * again.
   *
   * @param allowed whether as many pods are ready as are wanted
   */
  void step(boolean allowed) {
    left.removeIf(pod -> !pod.isActive());
    if (!allowed || !underWay) {
      return;
    }
    if (left.isEmpty()) {
      nodes.uncordon();
      underWay = false;
      return;
    }
    evict(left.remove());
  }

  private void evict(LocalPod pod) {
    try {
      pod.delete(hard);
    } catch (RefusedException impossible) {
      throw new IllegalStateException("only active pods are evicted", impossible);
    }
  }
}
