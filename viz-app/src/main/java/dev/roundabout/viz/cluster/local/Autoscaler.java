package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterFact.ScalerSeen;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.Scaler;
import dev.roundabout.workload.CpuLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Scales the Deployment by the CPU that its pods use, as a HorizontalPodAutoscaler does, and
 * sooner: it looks each second, the real one each 15 s; it scales down after 15 s, the real one
 * after 5 min. The real one's limits on how fast it scales are left out.
 *
 * <p>While it is on, pods have a CPU limit and a request; without it they have none. On {@code
 * local-cluster} only.
 */
final class Autoscaler {
  private static final CpuLimit LIMIT = new CpuLimit(200);
  private static final int REQUEST_MILLIS = 50;
  private static final UtilizationRule RULE = new UtilizationRule(60);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration STABILIZATION = Duration.ofSeconds(15);
  private static final String KIND = "HorizontalPodAutoscaler";

  private final String deployment;
  private final ReplicaSet replicaSet;
  private final PodServers servers;
  private final Loop loop;
  private final LongSupplier nanos;
  private final Reports reports;
  private Optional<Autoscaling> bounds = Optional.empty();
  private PodUsage usage = new PodUsage(REQUEST_MILLIS);
  private Recommendations recommendations = new Recommendations(STABILIZATION);

  /** Counts settings, so that a look that was planned before the newest is not taken. */
  private int turn;

  Autoscaler(
      String deployment,
      ReplicaSet replicaSet,
      PodServers servers,
      Loop loop,
      LongSupplier nanos,
      Reports reports) {
    this.deployment = deployment;
    this.replicaSet = replicaSet;
    this.servers = servers;
    this.loop = loop;
    this.nanos = nanos;
    this.reports = reports;
  }

  /**
   * Switches it on or off, or sets its bounds.
   *
   * @return how it was before
   */
  Optional<Autoscaling> set(Optional<Autoscaling> next) {
    Optional<Autoscaling> before = bounds;
    bounds = next;
    turn++;
    servers.limit(next.map(on -> LIMIT));
    usage = new PodUsage(REQUEST_MILLIS);
    recommendations = new Recommendations(STABILIZATION);
    report(List.of());
    next.ifPresent(
        on -> {
          var unused = usage.look(used(), nanos.getAsLong());
          planLook();
        });
    return before;
  }

  private void planLook() {
    int planned = turn;
    loop.after(
        INTERVAL,
        () -> {
          if (planned == turn) {
            bounds.ifPresent(this::look);
          }
        });
  }

  private void look(Autoscaling within) {
    long now = nanos.getAsLong();
    List<Double> measured = usage.look(used(), now);
    int current = replicaSet.desired();
    int unmeasured = replicaSet.active().size() - measured.size();
    int wanted = within.bound(RULE.desired(current, measured, unmeasured));
    int next = within.bound(recommendations.after(now, current, wanted));
    report(measured);
    if (next != current) {
      scale(current, next);
    }
    planLook();
  }

  private void scale(int current, int next) {
    var unused = replicaSet.scale(next);
    String why =
        next > current
            ? "cpu resource utilization (percentage of request) above target"
            : "All metrics below target";
    String message = "New size: " + next + "; reason: " + why;
    reports.accept(
        new ApiEventSeen(
            reports.now(),
            Optional.empty(),
            false,
            KIND + " " + deployment,
            "SuccessfulRescale",
            message));
  }

  private Map<String, Duration> used() {
    Map<String, Duration> used = new HashMap<>();
    for (LocalPod pod : replicaSet.active()) {
      if (pod.phase() == Phase.READY) {
        pod.cpuUsed().ifPresent(time -> used.put(pod.name(), time));
      }
    }
    return used;
  }

  private void report(List<Double> measured) {
    Optional<Scaler> seen =
        bounds.map(
            within ->
                new Scaler(
                    KIND,
                    deployment,
                    within.min(),
                    within.max(),
                    "cpu " + RULE.target() + "%",
                    words(measured)));
    reports.accept(new ScalerSeen(reports.now(), seen));
  }

  private static String words(List<Double> measured) {
    return measured.stream().mapToDouble(Double::doubleValue).average().stream()
        .mapToObj(average -> "cpu " + Math.round(average) + "%")
        .findFirst()
        .orElse("");
  }
}
