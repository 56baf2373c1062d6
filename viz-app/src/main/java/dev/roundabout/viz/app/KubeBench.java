package dev.roundabout.viz.app;

import dev.roundabout.viz.client.BareLoop;
import dev.roundabout.viz.client.ClientSetup;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The gateway against {@code kubectl port-forward}: the same bare client, the same pods, in turn,
 * so that a machine whose speed drifts slows all of them.
 */
final class KubeBench {
  private static final List<Integer> IN_FLIGHT = List.of(1, 10, 200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Bench bench;
  private final Cluster cluster;
  private final List<Pod> pods;

  /** A way to pods, and which. */
  private record Way(String name, List<String> ips, Route.Finder reach) {}

  private KubeBench(Bench bench, Cluster cluster, List<Pod> pods) {
    this.bench = bench;
    this.cluster = cluster;
    this.pods = pods;
  }

  /**
   * Starts the cluster, measures, and closes it.
   *
   * @throws IOException where the cluster cannot be reached, has no ready pod, or kubectl is
   *     missing; the message says what to do
   */
  static void run(Bench bench, Cluster cluster) throws IOException, InterruptedException {
    Instant now = bench.clocks().instants().instant();
    try (Timeline timeline =
            new Timeline(Snapshot.empty(cluster.info(), now), bench.clocks().instants());
        cluster) {
      timeline.start();
      cluster.start(timeline::accept);
      new KubeBench(bench, cluster, pods(bench, timeline)).measure();
    }
  }

  private static List<Pod> pods(Bench bench, Timeline timeline)
      throws IOException, InterruptedException {
    if (!bench.waiting().upTo(PATIENCE, () -> !ready(timeline.now()).isEmpty())) {
      ClusterInfo info = timeline.now().cluster().info();
      throw new IOException(
          "%s/%s has no ready pod; roundabout preflight --context=%s says why"
              .formatted(info.namespace(), info.deployment(), info.origin().context()));
    }
    return ready(timeline.now());
  }

  private static List<Pod> ready(Snapshot snapshot) {
    return snapshot.cluster().seats().stream().map(Seat::pod).filter(Pod::isReady).toList();
  }

  private void measure() throws IOException, InterruptedException {
    bench.line(
        "A bare client, %d pods of %s; %d rounds, median (lowest to highest)",
        pods.size(), cluster.info().title(), bench.rounds());
    try (KubectlForward kubectl =
        KubectlForward.open("kubectl", cluster.info(), pods.get(0).name())) {
      List<Way> ways = ways(kubectl.address());
      for (int inFlight : IN_FLIGHT) {
        measure(inFlight, ways);
      }
    }
  }

  /** kubectl to one pod; the gateway to one, to two, and to all. */
  private List<Way> ways(Address kubectl) {
    List<Way> ways = new ArrayList<>();
    List<String> ips = pods.stream().flatMap(pod -> pod.ip().stream()).toList();
    ways.add(new Way("kubectl, 1 pod", ips.subList(0, 1), target -> new Route.Direct(kubectl)));
    for (int count : new TreeSet<>(List.of(1, Math.min(2, ips.size()), ips.size()))) {
      ways.add(
          new Way(
              "gateway, " + count + (count == 1 ? " pod" : " pods"),
              ips.subList(0, count),
              cluster.reach()));
    }
    return ways;
  }

  private void measure(int inFlight, List<Way> ways) throws InterruptedException {
    Map<Way, List<Double>> rates = new LinkedHashMap<>();
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Way way : ways) {
        rates.computeIfAbsent(way, key -> new ArrayList<>()).add(rate(way, inFlight));
      }
    }
    bench.line("  %d in flight", inFlight);
    rates.forEach((way, each) -> tell(way, each, inFlight));
  }

  private void tell(Way way, List<Double> rates, int inFlight) {
    List<Double> millis = rates.stream().map(rate -> inFlight * 1e3 / rate).toList();
    bench.line(
        "    %-16s %s calls/s   %s ms a call",
        way.name(), Spread.of(rates).text("%,.0f"), Spread.of(millis).text("%.2f"));
  }

  private double rate(Way way, int inFlight) throws InterruptedException {
    try (BareLoop loop = new BareLoop(setup(way))) {
      loop.connect();
      loop.start(inFlight);
      double rate = bench.stretch(loop::ok, this::now).calls();
      if (loop.failed() > 0) {
        bench.line("    %s: %d calls failed", way.name(), loop.failed());
      }
      return rate;
    }
  }

  private Instant now() {
    return bench.clocks().instants().instant();
  }

  private ClientSetup setup(Way way) {
    ClusterInfo info = cluster.info();
    return new ClientSetup(
        UUID.randomUUID().toString(),
        name -> new DnsAnswer(name, way.ips(), Duration.ZERO, "the benchmark"),
        EndpointFeed.NONE,
        way.reach(),
        info,
        bench.clocks().instants(),
        bench.clocks().nanos(),
        fact -> {},
        Settings.initial());
  }
}
