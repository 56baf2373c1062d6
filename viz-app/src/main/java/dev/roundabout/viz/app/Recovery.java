package dev.roundabout.viz.app;

import dev.roundabout.viz.app.Clusters.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Asks a cluster that nobody could reach again and again, until it answers or nobody looks at it
 * any more. What else went wrong, such as credentials, is not tried again unasked: a plugin might
 * open a log-in page each time.
 */
final class Recovery implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Clusters clusters;
  private final Executor asker;
  private final Timer timer;

  /**
   * @param asker runs the questions, which block
   * @param timer closed with this
   */
  Recovery(Clusters clusters, Executor asker, Timer timer) {
    this.clusters = clusters;
    this.asker = asker;
    this.timer = timer;
  }

  /**
   * @param wanted whether anybody still looks at it; any thread
   * @param back called once when it answers, on the asker's thread
   */
  void await(Plan plan, BooleanSupplier wanted, Runnable back) {
    timer.after(PAUSE, () -> asker.execute(() -> ask(plan, wanted, back)));
  }

  private void ask(Plan plan, BooleanSupplier wanted, Runnable back) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    if (answers(plan)) {
      back.run();
    } else {
      await(plan, wanted, back);
    }
  }

  private boolean answers(Plan plan) {
    try {
      var unused = clusters.discover(plan);
      return true;
    } catch (IOException stillAway) {
      return false; // why is on screen already
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
