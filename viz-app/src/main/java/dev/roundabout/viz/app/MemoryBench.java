package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Load;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;

/** Memory over a long run at full load. */
final class MemoryBench {
  private static final int PODS = 3;
  private static final int IN_FLIGHT = 64;
  private static final double MEGABYTE = 1024.0 * 1024;

  private MemoryBench() {}

  static void run(Bench bench, Duration length, boolean display)
      throws IOException, InterruptedException {
    bench.line(
        "Memory at full load, %d pods, %d in flight, for %d s%s",
        PODS, IN_FLIGHT, length.toSeconds(), display ? ", window open" : ", no display");
    try (LentCluster cluster = bench.cluster(PODS);
        Session session = bench.session(cluster, new Load.Concurrent(IN_FLIGHT), PODS)) {
      if (display) {
        try (BenchWindow window = new BenchWindow(session, bench.clocks())) {
          measure(bench, session, length);
          bench.line(
              "  slowest frame of the last minute: %.0f ms", window.stats().interval().max());
        }
      } else {
        measure(bench, session, length);
      }
    }
  }

  /** What the collector itself found alive; at full load much is new again when it has ended. */
  private static long heapAfterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .flatMap(pool -> Optional.ofNullable(pool.getCollectionUsage()).stream())
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static void measure(Bench bench, Session session, Duration length)
      throws InterruptedException {
    Duration step = length.dividedBy(10);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i <= 10; i++) {
      memory.gc();
      bench.line(
          "  after %4d s: heap %6.1f MB in use after a collection, %,d calls, %d events",
          step.multipliedBy(i).toSeconds(),
          heapAfterCollection() / MEGABYTE,
          session.snapshot().traffic().ledger().ok(),
          session.snapshot().events().size());
      if (i < 10) {
        bench.waiting().rest(step);
      }
    }
  }
}
