package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Action;
import java.util.List;

/**
 * Evicts the Deployment's pods from a node as {@code kubectl drain} does: all at once, and those
 * again that a disruption budget keeps. The node itself is not cordoned: it serves others too.
 */
final class Drains {
  private final Changes changes;
  private final Beat beat;
  private final Reports reports;

  Drains(Changes changes, Beat beat, Reports reports) {
    this.changes = changes;
    this.beat = beat;
    this.reports = reports;
  }

  /**
   * The first eviction is made here, so that a missing permission is told to who asks; the others
   * follow on {@code kubernetes-beat}. Blocks for I/O.
   */
  void begin(Action.Drain drain) throws RefusedException {
    List<String> pods = changes.podsOn(drain.node());
    if (pods.isEmpty()) {
      throw new RefusedException("no pod of this Deployment stands on node " + drain.node());
    }
    boolean done = changes.evict(pods.get(0), drain.hard());
    List<String> left = done ? pods.subList(1, pods.size()) : pods;
    beat.execute(() -> evict(drain, left));
  }

  private void evict(Action.Drain drain, List<String> pods) {
    List<String> kept = pods.stream().filter(pod -> isKept(drain, pod)).toList();
    if (!kept.isEmpty()) {
      beat.later(() -> evict(drain, kept));
    }
  }

  /** By a disruption budget; what fails otherwise is told, and not tried again. */
  private boolean isKept(Action.Drain drain, String pod) {
    try {
      return !changes.evict(pod, drain.hard());
    } catch (RefusedException refused) {
      reports.trouble("draining node " + drain.node(), refused);
      return false;
    }
  }
}
