package dev.roundabout.viz.app;

import dev.roundabout.viz.client.BareLoop;
import dev.roundabout.viz.client.ClientSetup;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The engine, without and with the window, against a bare loop: the same servers, the same number
 * of calls in flight, in turn, so that a machine whose speed drifts slows all of them.
 */
final class ThroughputBench {
  private static final int PODS = 4;
  private static final int IN_FLIGHT = 64;

  /** Rounds that are not counted, while the JVM still compiles. */
  private static final int WARM_UPS = 3;

  private final Bench bench;
  private final LentCluster cluster;
  private final boolean display;

  private ThroughputBench(Bench bench, LentCluster cluster, boolean display) {
    this.bench = bench;
    this.cluster = cluster;
    this.display = display;
  }

  static void run(Bench bench, boolean display) throws IOException, InterruptedException {
    bench.line("Calls a second, %d pods, %d in flight, round_robin", PODS, IN_FLIGHT);
    try (LentCluster cluster = bench.cluster(PODS)) {
      new ThroughputBench(bench, cluster, display).measure();
    }
  }

  private void measure() throws InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      bare();
      engine();
      if (display) {
        window();
      }
    }
    List<Double> engineRatios = new ArrayList<>();
    List<Double> windowRatios = new ArrayList<>();
    for (int round = 1; round <= bench.rounds(); round++) {
      double bare = bare();
      double engine = engine();
      engineRatios.add(engine / bare);
      Optional<Double> window = display ? Optional.of(window()) : Optional.empty();
      window.ifPresent(calls -> windowRatios.add(calls / bare));
      bench.line(
          "  round %d   bare %,9.0f   engine %,9.0f   with the window %s",
          round, bare, engine, window.map(calls -> String.format("%,9.0f", calls)).orElse("-"));
    }
    bench.line("  engine / bare            %s", Spread.of(engineRatios).text("%.3f"));
    if (display) {
      bench.line("  with the window / bare   %s", Spread.of(windowRatios).text("%.3f"));
    }
  }

  private double bare() throws InterruptedException {
    ClientSetup setup =
        new ClientSetup(
            UUID.randomUUID().toString(),
            cluster.names(),
            cluster.reach(),
            cluster.info(),
            bench.clocks().instants(),
            bench.clocks().nanos(),
            fact -> {},
            Settings.initial(),
            ClientSetup.DEFAULT_GATE);
    try (BareLoop loop = new BareLoop(setup)) {
      loop.connect();
      loop.start(IN_FLIGHT);
      bench.waiting().rest(Bench.WARM_UP);
      long before = loop.ok();
      Instant start = bench.clocks().instants().instant();
      bench.waiting().rest(bench.length());
      long calls = loop.ok() - before;
      return calls / Bench.seconds(start, bench.clocks().instants().instant());
    }
  }

  private double engine() throws InterruptedException {
    try (Session session = bench.session(cluster, new Load.Concurrent(IN_FLIGHT), PODS)) {
      return bench.callsPerSecond(session);
    }
  }

  private double window() throws InterruptedException {
    try (Session session = bench.session(cluster, new Load.Concurrent(IN_FLIGHT), PODS);
        BenchWindow window = new BenchWindow(session, bench.clocks())) {
      window.resetStats();
      return bench.callsPerSecond(session);
    }
  }
}
