package dev.roundabout.viz.app;

import dev.roundabout.viz.client.BareLoop;
import dev.roundabout.viz.client.ClientSetup;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The engine, without and with the window, against a bare loop: the same servers, the same number
 * of calls in flight, in turn, so that a machine whose speed drifts slows all of them.
 */
final class ThroughputBench {
  private static final int PODS = 4;
  private static final int IN_FLIGHT = 64;

  /** Rounds that are not counted: until the JVM has all but ended to compile. */
  private static final int LEAST_WARM_UPS = 3;

  private static final int MOST_WARM_UPS = 30;

  /** Part of a stretch. */
  private static final double COMPILED = 0.01;

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
    warmUp(this::bare, this::engine);
    List<Double> calls = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 1; round <= bench.rounds(); round++) {
      Pair pair = pair(round, this::bare, this::engine);
      compare(round, "bare", pair.one(), "engine", pair.other(), calls, cpu);
    }
    summary("engine / bare", calls, cpu);
    double engine = Spread.of(calls).median();
    if (display) {
      bench.line("  with the window / bare          %.3f", engine * window());
    }
  }

  private void warmUp(Measurement one, Measurement other) throws InterruptedException {
    for (int round = 1; round <= MOST_WARM_UPS; round++) {
      double compiling = Math.max(one.take().compiling(), other.take().compiling());
      if (round >= LEAST_WARM_UPS && compiling < COMPILED) {
        bench.line("  after %d rounds of warm-up", round);
        return;
      }
    }
    bench.line(
        "  after %d rounds of warm-up, in the last of which it still compiled", MOST_WARM_UPS);
  }

  private interface Measurement {
    Bench.Stretch take() throws InterruptedException;
  }

  private record Pair(Bench.Stretch one, Bench.Stretch other) {}

  /** Every other round begins with the other, so that what comes first wins or loses nothing. */
  private static Pair pair(int round, Measurement one, Measurement other)
      throws InterruptedException {
    if (round % 2 == 1) {
      Bench.Stretch first = one.take();
      return new Pair(first, other.take());
    }
    Bench.Stretch first = other.take();
    return new Pair(one.take(), first);
  }

  /** One session whose window is shown and hidden in turn; how much of the calls is left. */
  private double window() throws InterruptedException {
    List<Double> calls = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    try (Session session = bench.session(cluster, new Load.Concurrent(IN_FLIGHT), PODS);
        BenchWindow window = new BenchWindow(session, bench.clocks())) {
      warmUp(() -> hidden(session, window), () -> drawing(session, window));
      for (int round = 1; round <= bench.rounds(); round++) {
        Pair pair = pair(round, () -> hidden(session, window), () -> drawing(session, window));
        compare(round, "hidden", pair.one(), "drawing", pair.other(), calls, cpu);
      }
    }
    summary("drawing / hidden", calls, cpu);
    return Spread.of(calls).median();
  }

  private Bench.Stretch hidden(Session session, BenchWindow window) throws InterruptedException {
    window.hide();
    return bench.stretch(session);
  }

  private Bench.Stretch drawing(Session session, BenchWindow window) throws InterruptedException {
    window.show();
    return bench.stretch(session);
  }

  private void compare(
      int round,
      String oneName,
      Bench.Stretch one,
      String otherName,
      Bench.Stretch other,
      List<Double> calls,
      List<Double> cpu) {
    calls.add(other.calls() / one.calls());
    cpu.add(one.cpuMicros() / other.cpuMicros());
    bench.line(
        "  %2d   %s %,8.0f calls/s %5.1f µs of CPU   %s %,8.0f calls/s %5.1f µs",
        round, oneName, one.calls(), one.cpuMicros(), otherName, other.calls(), other.cpuMicros());
  }

  private void summary(String what, List<Double> calls, List<Double> cpu) {
    bench.line("  %-18s calls a second  %s", what, Spread.of(calls).text("%.3f"));
    bench.line("  %-18s calls per CPU   %s", what, Spread.of(cpu).text("%.3f"));
  }

  private Bench.Stretch bare() throws InterruptedException {
    ClientSetup setup =
        new ClientSetup(
            UUID.randomUUID().toString(),
            cluster.names(),
            EndpointFeed.NONE,
            cluster.reach(),
            cluster.info(),
            bench.clocks().instants(),
            bench.clocks().nanos(),
            fact -> {},
            Settings.initial());
    try (BareLoop loop = new BareLoop(setup)) {
      loop.connect();
      loop.start(IN_FLIGHT);
      return bench.stretch(loop::ok, bench.clocks().instants()::instant);
    }
  }

  private Bench.Stretch engine() throws InterruptedException {
    try (Session session = bench.session(cluster, new Load.Concurrent(IN_FLIGHT), PODS)) {
      return bench.stretch(session);
    }
  }
}
