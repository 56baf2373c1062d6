package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.time.Duration;

/** Whether a fixed rate is held. */
final class RateBench {
  private static final int RATE = 10_000;
  private static final int PODS = 3;
  private static final int ROUNDS = 5;

  private RateBench() {}

  static void run(Bench bench) throws IOException, InterruptedException {
    bench.line("A fixed rate of %,d calls/s, %d pods", RATE, PODS);
    try (LentCluster cluster = bench.cluster(PODS);
        Session session = bench.session(cluster, new Load.Rate(RATE), PODS)) {
      bench.waiting().rest(Duration.ofSeconds(3));
      for (int round = 0; round < ROUNDS; round++) {
        measure(bench, session);
      }
    }
  }

  private static void measure(Bench bench, Session session) throws InterruptedException {
    Snapshot before = session.snapshot();
    bench.waiting().rest(bench.length());
    Snapshot after = session.snapshot();
    Ledger ledger = after.traffic().ledger();
    double seconds = Bench.seconds(before.traffic().countedAt(), after.traffic().countedAt());
    bench.line(
        "  sent %,10.1f calls/s  behind %d ms  failed %d  p50 %.2f ms  p99 %.2f ms  max %.1f ms",
        (ledger.sent() - before.traffic().ledger().sent()) / seconds,
        after.traffic().behind().toMillis(),
        ledger.failedTotal(),
        after.traffic().latency().percentileMicros(50) / 1000.0,
        after.traffic().latency().percentileMicros(99) / 1000.0,
        after.traffic().latency().maxMicros() / 1000.0);
  }
}
