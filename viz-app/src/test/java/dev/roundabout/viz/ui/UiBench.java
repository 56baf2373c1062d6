package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.FrameStats;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * What the window costs with a load of 10,000 calls a second: {@code UiBench PODS SECONDS}. The
 * facts are fixtures, folded on a thread of their own, so that only the window is measured.
 */
public final class UiBench {
  private static final int CALLS_PER_TICK = 1000;
  private static final int SAMPLED = 64;
  private static final int WARM_UP_SECONDS = 5;

  private UiBench() {}

  public static void main(String[] args) throws Exception {
    int pods = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    Fixtures world = Fixtures.serving(pods);
    LoadFixture load = world.newLoad(pods).sampling(SAMPLED);
    AtomicReference<Snapshot> newest = new AtomicReference<>(world.snapshot());
    ScheduledExecutorService writer =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "viz-writer"));
    AtomicReference<MainWindow> shown = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    Platform.startup(
        () -> {
          MainWindow window =
              new MainWindow(
                  () -> Objects.requireNonNull(newest.get()),
                  action -> {},
                  Clock.systemUTC(),
                  UiOptions.DEFAULT);
          Stage stage = new Stage();
          stage.setScene(window.scene());
          stage.show();
          window.start();
          shown.set(window);
          ready.countDown();
        });
    ready.await();
    writer.scheduleAtFixedRate(
        () -> {
          load.tick(Instant.now(), CALLS_PER_TICK).forEach(world::apply);
          newest.set(world.snapshot());
        },
        0,
        100,
        TimeUnit.MILLISECONDS);
    after(writer, WARM_UP_SECONDS);
    report(pods, seconds, shown, writer);
    writer.shutdownNow();
    Platform.exit();
  }

  private static void report(
      int pods, int seconds, AtomicReference<MainWindow> shown, ScheduledExecutorService timer)
      throws Exception {
    Platform.runLater(() -> Objects.requireNonNull(shown.get()).resetFrames());
    Map<String, Long> before = cpu();
    after(timer, seconds);
    Map<String, Long> after = cpu();
    CountDownLatch told = new CountDownLatch(1);
    Platform.runLater(
        () -> {
          FrameStats stats = Objects.requireNonNull(shown.get()).frames();
          System.out.printf(
              Locale.ROOT,
              "%d pods: %.1f fps, interval %s, cost %s%n",
              pods,
              stats.fps(),
              stats.interval(),
              stats.cost());
          told.countDown();
        });
    told.await();
    after.forEach(
        (name, nanos) -> {
          double share = (nanos - before.getOrDefault(name, 0L)) / 1e9 / seconds;
          if (share > 0.005) {
            System.out.printf(Locale.ROOT, "  %-32s %5.1f %% of a core%n", name, share * 100);
          }
        });
  }

  private static void after(ScheduledExecutorService timer, int seconds) throws Exception {
    timer.schedule(() -> {}, seconds, TimeUnit.SECONDS).get();
  }

  private static Map<String, Long> cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> cpu = new LinkedHashMap<>();
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(id);
      if (info != null) {
        cpu.merge(info.getThreadName(), threads.getThreadCpuTime(id), Long::sum);
      }
    }
    return cpu;
  }
}
