package dev.roundabout.viz.cluster.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What CPU each pod used from one look to the next, as a share of what it has requested. */
final class PodUsage {
  private final int requestMillis;
  private Map<String, Duration> before = Map.of();
  private long lookedAt;

  /**
   * @param requestMillis thousandths of a CPU that each pod has requested
   */
  PodUsage(int requestMillis) {
    this.requestMillis = requestMillis;
  }

  /**
   * Looks.
   *
   * @param used by each pod that runs, since its start
   * @param now nanoseconds of a ticker
   * @return percent of its request, for each pod that ran at the last look already
   */
  List<Double> look(Map<String, Duration> used, long now) {
    Map<String, Duration> earlier = before;
    double requested = (now - lookedAt) * requestMillis / 1000.0;
    before = new HashMap<>(used);
    lookedAt = now;
    return used.entrySet().stream()
        .filter(pod -> earlier.containsKey(pod.getKey()))
        .map(pod -> pod.getValue().minus(earlier.get(pod.getKey())))
        .filter(nanos -> !nanos.isNegative()) // otherwise its container has started again
        .map(nanos -> 100 * nanos.toNanos() / requested)
        .toList();
  }
}
