package dev.roundabout.viz.app;

import com.sun.management.OperatingSystemMXBean;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.local.Delays;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.cluster.local.LocalOptions;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What every part of the benchmark needs: a cluster of instant pods, sessions on it, and counted
 * stretches of load.
 *
 * @param length of one measured stretch
 * @param rounds how often each stretch is measured, in turn with what it is compared to
 */
record Bench(Clocks clocks, PrintWriter out, Duration length, int rounds) {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  LentCluster cluster(int pods) throws IOException {
    return LentCluster.start(embedded(pods));
  }

  /** A cluster that is not started. */
  Cluster embedded(int pods) {
    return new LocalCluster(
        LocalOptions.likeACluster(clocks.instants(), clocks.nanos(), RandomGenerator.getDefault())
            .withReplicas(pods)
            .withDelays(Delays.none()),
        "the benchmark");
  }

  /** A started session whose client sends with this load to so many serving pods. */
  Session session(LentCluster cluster, Load load, int pods) throws InterruptedException {
    return session(cluster, Settings.initial().withLoad(load), pods);
  }

  /** A started session whose client, set to this, sends to so many serving pods. */
  Session session(LentCluster cluster, Settings settings, int pods) throws InterruptedException {
    Session session = new Session(cluster, settings, clocks);
    session.start();
    waiting().until(pods + " serving pods", () -> serving(session.snapshot()) == pods);
    return session;
  }

  /**
   * One measured stretch of load.
   *
   * @param calls that ended well, a second
   * @param cpuMicros processor time of the whole JVM for one call, client, server and window
   *     together; it does not suffer from other programs as the rate does
   * @param compiling time the JIT compilers spent meanwhile, as a part of the stretch
   */
  record Stretch(double calls, double cpuMicros, double compiling) {}

  /** Measures a stretch of the load that a session sends now. */
  Stretch stretch(Session session) throws InterruptedException {
    return stretch(
        () -> session.snapshot().traffic().ledger().ok(),
        () -> session.snapshot().traffic().countedAt());
  }

  /** Lets what is sent go on uncounted: as long as a stretch, but no longer than it takes. */
  void warmUp() throws InterruptedException {
    waiting().rest(length.compareTo(WARM_UP) < 0 ? length : WARM_UP);
  }

  /** Measures a stretch after a warm-up; see {@link #measured}. */
  Stretch stretch(LongSupplier ok, Supplier<Instant> countedAt) throws InterruptedException {
    warmUp();
    return measured(ok, countedAt);
  }

  /**
   * Measures a stretch that begins now.
   *
   * @param ok calls that ended well so far
   * @param countedAt when that was counted
   */
  Stretch measured(LongSupplier ok, Supplier<Instant> countedAt) throws InterruptedException {
    long before = ok.getAsLong();
    Instant start = countedAt.get();
    long cpu = cpuNanos();
    long compiled = compiledMillis();
    waiting().rest(length);
    long calls = ok.getAsLong() - before;
    return new Stretch(
        calls / seconds(start, countedAt.get()),
        (cpuNanos() - cpu) / 1e3 / Math.max(1, calls),
        (double) (compiledMillis() - compiled) / length.toMillis());
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long compiledMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  Waiting waiting() {
    return new Waiting(clocks);
  }

  void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private static int serving(Snapshot snapshot) {
    return (int)
        PodRow.of(snapshot).stream().filter(row -> row.standing() == Standing.SERVING).count();
  }
}
