package dev.roundabout.viz.cluster.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Scales down only to the most that was asked for within a time, so that replicas do not come and
 * go with every wave of the load; scales up at once (kubernetes.io, "Horizontal Pod Autoscaling",
 * "Stabilization window").
 */
final class Recommendations {
  private record Recommendation(long at, int replicas) {}

  private final long window;
  private final Deque<Recommendation> recent = new ArrayDeque<>();

  /**
   * @param window how long it remembers
   */
  Recommendations(Duration window) {
    this.window = window.toNanos();
  }

  /**
   * What to scale to.
   *
   * @param now nanoseconds of a ticker
   * @param current replicas of the Deployment
   * @param wanted by the rule
   */
  int after(long now, int current, int wanted) {
    if (recent.isEmpty()) {
      recent.add(new Recommendation(now, current)); // as the real one does when it first looks
    }
    recent.removeIf(earlier -> now - earlier.at() > window);
    recent.add(new Recommendation(now, wanted));
    if (wanted > current) {
      return wanted;
    }
    int most = recent.stream().mapToInt(Recommendation::replicas).max().orElse(wanted);
    return Math.min(current, most);
  }
}
