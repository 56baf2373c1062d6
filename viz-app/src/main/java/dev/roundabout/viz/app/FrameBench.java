package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.ui.kit.FrameStats;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How smoothly the window draws, and what it costs. */
final class FrameBench {
  private static final List<Integer> PODS = List.of(5, 50, 200);
  private static final int RATE = 10_000;
  private static final int FULL = 64;
  private static final Duration STRETCH = Duration.ofSeconds(10);

  private FrameBench() {}

  static void run(Bench bench) throws IOException, InterruptedException {
    bench.line("Frames of the window, 1440 x 900");
    bench.line(
        "  %-34s %9s %6s  %-24s  %-24s %s",
        "", "calls/s", "fps", "frame to frame (ms)", "drawing a frame (ms)", "of a core");
    for (int pods : PODS) {
      measure(bench, pods, new Load.Rate(RATE), pods + " pods, 10,000 calls/s");
    }
    measure(bench, 3, new Load.Concurrent(FULL), "3 pods, full load, 64 in flight");
  }

  private static void measure(Bench bench, int pods, Load load, String name)
      throws IOException, InterruptedException {
    try (LentCluster cluster = bench.cluster(pods);
        Session session = bench.session(cluster, load, pods);
        BenchWindow window = new BenchWindow(session, bench.clocks())) {
      bench.waiting().rest(Duration.ofSeconds(5));
      window.resetStats();
      Duration cpu = BenchWindow.cpu();
      Instant start = bench.clocks().instants().instant();
      bench.waiting().rest(STRETCH);
      double share =
          BenchWindow.cpu().minus(cpu).toNanos()
              / (double) Duration.between(start, bench.clocks().instants().instant()).toNanos();
      FrameStats stats = window.stats();
      bench.line(
          "  %-34s %,9.0f %6.1f  %-24s  %-24s %5.0f %%",
          name,
          session.snapshot().traffic().perSecond(),
          stats.fps(),
          text(stats.interval()),
          text(stats.cost()),
          100 * share);
    }
  }

  private static String text(FrameStats.Spread spread) {
    return String.format(
        java.util.Locale.ROOT,
        "p50 %.1f p99 %.1f max %.0f",
        spread.p50(),
        spread.p99(),
        spread.max());
  }
}
