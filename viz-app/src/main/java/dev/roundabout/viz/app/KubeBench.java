package dev.roundabout.viz.app;

import dev.roundabout.viz.client.BareLoop;
import dev.roundabout.viz.client.ClientSetup;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.Latencies;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The gateway against {@code kubectl port-forward}: the same bare client, the same pods, in turn,
 * so that a machine whose speed drifts slows all of them.
 */
final class KubeBench {
  private static final int MANY = 200;
  private static final List<Integer> IN_FLIGHT = List.of(1, 10, MANY);
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
   * @param kubectl the program that is measured against
   * @return whether every call was answered and no claim failed beyond its error
   * @throws IOException where the cluster cannot be reached, has no ready pod, or kubectl is
   *     missing; the message says what to do
   */
  static boolean run(Bench bench, Cluster cluster, String kubectl)
      throws IOException, InterruptedException {
    Instant now = bench.clocks().instants().instant();
    try (Timeline timeline =
            new Timeline(Snapshot.empty(cluster.info(), now), bench.clocks().instants());
        cluster) {
      timeline.start();
      cluster.start(timeline::accept);
      return new KubeBench(bench, cluster, pods(bench, timeline)).measure(kubectl);
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

  /** Whether every call was answered and no claim failed. */
  private boolean measure(String program) throws IOException, InterruptedException {
    bench.line(
        "A bare client, %d pods of %s; %d rounds, median (lowest to highest)",
        pods.size(), cluster.info().title(), bench.rounds());
    boolean sound = true;
    try (KubectlForward kubectl =
        KubectlForward.open(program, cluster.info(), pods.get(0).name(), KubectlForward.PATIENCE)) {
      List<Way> ways = ways(kubectl.address());
      for (int inFlight : IN_FLIGHT) {
        sound &= measure(inFlight, ways);
      }
    }
    return sound;
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

  private boolean measure(int inFlight, List<Way> ways) throws InterruptedException {
    Map<Way, Measured> all = new LinkedHashMap<>();
    ways.forEach(way -> all.put(way, new Measured()));
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Map.Entry<Way, Measured> each : all.entrySet()) {
        measure(each.getKey(), inFlight, each.getValue());
      }
    }
    bench.line("  %d in flight", inFlight);
    all.forEach((way, measured) -> bench.line("    %-16s %s", way.name(), measured.text()));
    List<Claim> claims = claims(inFlight, List.copyOf(all.values()));
    claims.forEach(claim -> bench.line("    %s", claim.text()));
    return all.values().stream().allMatch(Measured::isWhole)
        && claims.stream().noneMatch(Claim::fails);
  }

  /** In the order of {@link #ways}. Few calls in flight gain nothing by more pods. */
  private static List<Claim> claims(int inFlight, List<Measured> measured) {
    Measured one = measured.get(1);
    List<Claim> claims = new ArrayList<>();
    claims.add(
        Claim.of(
            "gateway to 1 pod / kubectl port-forward to 1 pod", one.rates, measured.get(0).rates));
    if (measured.size() > 2 && inFlight == MANY) {
      Measured most = measured.get(measured.size() - 1);
      claims.add(Claim.of("gateway to all pods / gateway to 1 pod", most.rates, one.rates));
    }
    return claims;
  }

  /** What one way showed over the rounds. */
  private static final class Measured {
    private final List<Double> rates = new ArrayList<>();
    private Latencies took = Latencies.NONE;
    private long failed;

    void add(double rate, Latencies latencies, long failures) {
      rates.add(rate);
      took = took.plus(latencies);
      failed += failures;
    }

    boolean isWhole() {
      return failed == 0;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%s calls/s   p50 %.2f ms  p99 %.2f ms   %d failed",
          Spread.of(rates).text("%,.0f"),
          took.percentileMicros(50) / 1e3,
          took.percentileMicros(99) / 1e3,
          failed);
    }
  }

  private void measure(Way way, int inFlight, Measured measured) throws InterruptedException {
    try (BareLoop loop = BareLoop.timed(setup(way))) {
      loop.connect();
      loop.start(inFlight);
      boolean unusedIfNobodyAnswers =
          bench.waiting().upTo(PATIENCE, () -> loop.ok() + loop.failed() >= inFlight);
      bench.warmUp();
      Latencies unused = loop.drainLatencies();
      double rate = bench.measured(loop::ok, this::now).calls();
      measured.add(rate, loop.drainLatencies(), loop.failed());
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
