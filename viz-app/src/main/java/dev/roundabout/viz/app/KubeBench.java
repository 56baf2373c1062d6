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
import dev.roundabout.viz.model.pasted.PastedLine;
import dev.roundabout.viz.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The gateway against {@code kubectl port-forward}, one for each pod: the same bare client, the
 * same pods, in turn, so that a machine whose speed drifts slows all of them. Each pod that is used
 * brings its own calls in flight, so that more pods do not get less to do.
 */
final class KubeBench {
  private static final List<Integer> IN_FLIGHT_PER_POD = List.of(1, 10, 200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Bench bench;
  private final Cluster cluster;
  private final List<Pod> pods;

  /** By the pod's IP. */
  private final Map<String, KubectlForward> forwards = new HashMap<>();

  private enum Means {
    KUBECTL,
    GATEWAY
  }

  /** A way to so many pods. */
  private record Way(Means means, int pods) {
    @Override
    public String toString() {
      return means.name().toLowerCase(Locale.ROOT) + ", " + pods + (pods == 1 ? " pod" : " pods");
    }
  }

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

  /** All that the Deployment asks for, or those that got ready in time. */
  private static List<Pod> pods(Bench bench, Timeline timeline)
      throws IOException, InterruptedException {
    bench.waiting().upTo(PATIENCE, () -> isComplete(timeline.now()));
    List<Pod> ready = ready(timeline.now());
    if (ready.isEmpty()) {
      ClusterInfo info = timeline.now().cluster().info();
      throw new IOException(
          "%s/%s has no ready pod. See why: %s"
              .formatted(info.namespace(), info.deployment(), PastedLine.preflight(info)));
    }
    return ready;
  }

  private static boolean isComplete(Snapshot snapshot) {
    int desired = snapshot.cluster().desired();
    return desired > 0 && ready(snapshot).size() == desired;
  }

  private static List<Pod> ready(Snapshot snapshot) {
    return snapshot.cluster().seats().stream()
        .map(Seat::pod)
        .filter(pod -> pod.isReady() && pod.ip().isPresent())
        .toList();
  }

  /** Whether every call was answered and no claim failed. */
  private boolean measure(String program) throws IOException, InterruptedException {
    bench.line(
        "A bare client, %d pods of %s; %d rounds, median (lowest to highest)",
        pods.size(), cluster.info().title(), bench.rounds());
    try {
      for (Pod pod : pods) {
        forwards.put(
            ip(pod),
            KubectlForward.open(program, cluster.info(), pod.name(), KubectlForward.PATIENCE));
      }
      boolean sound = true;
      for (int perPod : IN_FLIGHT_PER_POD) {
        sound &= measure(perPod);
      }
      return sound;
    } finally {
      forwards.values().forEach(KubectlForward::close);
    }
  }

  private static String ip(Pod pod) {
    return pod.ip().orElseThrow();
  }

  private boolean measure(int perPod) throws InterruptedException {
    Map<Way, Measured> all = new LinkedHashMap<>();
    ways().forEach(way -> all.put(way, new Measured()));
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Map.Entry<Way, Measured> each : all.entrySet()) {
        measure(each.getKey(), perPod, each.getValue());
      }
    }
    bench.line("  %d in flight for each pod", perPod);
    all.forEach((way, measured) -> bench.line("    %-16s %s", way, measured.text()));
    List<Claim> claims = claims(perPod, all);
    claims.forEach(claim -> bench.line("    %s", claim.text()));
    return all.values().stream().allMatch(Measured::isWhole)
        && claims.stream().noneMatch(Claim::fails);
  }

  /** Each means to one pod and to all; the gateway to two as well. */
  private List<Way> ways() {
    int all = pods.size();
    Set<Way> ways = new LinkedHashSet<>();
    ways.add(new Way(Means.KUBECTL, 1));
    ways.add(new Way(Means.GATEWAY, 1));
    ways.add(new Way(Means.GATEWAY, Math.min(2, all)));
    ways.add(new Way(Means.KUBECTL, all));
    ways.add(new Way(Means.GATEWAY, all));
    return List.copyOf(ways);
  }

  /**
   * More pods are to bring more where each has one call at a time: with many of them the processors
   * are full already, which the client may share with the API server and the pods.
   */
  private List<Claim> claims(int perPod, Map<Way, Measured> measured) {
    List<Claim> claims = new ArrayList<>();
    Way one = new Way(Means.GATEWAY, 1);
    Way all = new Way(Means.GATEWAY, pods.size());
    claims.add(claim(one, new Way(Means.KUBECTL, 1), measured));
    if (pods.size() > 1) {
      claims.add(claim(all, new Way(Means.KUBECTL, pods.size()), measured));
    }
    if (pods.size() > 1 && perPod == 1) {
      claims.add(claim(all, one, measured));
    }
    return claims;
  }

  private static Claim claim(Way way, Way other, Map<Way, Measured> measured) {
    return Claim.of(
        way + " / " + other,
        Objects.requireNonNull(measured.get(way)).rates,
        Objects.requireNonNull(measured.get(other)).rates);
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

  private void measure(Way way, int perPod, Measured measured) throws InterruptedException {
    int inFlight = perPod * way.pods();
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
    List<String> ips = pods.stream().limit(way.pods()).map(KubeBench::ip).toList();
    Route.Finder reach = way.means() == Means.GATEWAY ? cluster.reach() : this::forwarded;
    return new ClientSetup(
        UUID.randomUUID().toString(),
        name -> new DnsAnswer(name, ips, Duration.ZERO, "the benchmark"),
        EndpointFeed.NONE,
        reach,
        info,
        bench.clocks().instants(),
        bench.clocks().nanos(),
        fact -> {},
        Settings.initial());
  }

  private Route forwarded(Address target) {
    return new Route.Direct(Objects.requireNonNull(forwards.get(target.ip())).address());
  }
}
