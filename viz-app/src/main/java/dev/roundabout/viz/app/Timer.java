package dev.roundabout.viz.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs tasks at their time on one background thread; one that fails is reported, not swallowed. */
final class Timer implements AutoCloseable {
  private final ScheduledExecutorService executor;
  private final Consumer<? super Throwable> trouble;

  /**
   * Starts no thread before the first task.
   *
   * @param trouble takes what a task threw, on the timer's thread
   */
  Timer(String name, Consumer<? super Throwable> trouble) {
    this.trouble = trouble;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  void after(Duration delay, Runnable task) {
    try {
      var unused = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return; // its time will not come
    }
  }

  void every(Duration interval, Runnable task) {
    var unused =
        executor.scheduleAtFixedRate(
            () -> run(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Forgets the tasks whose time has not come. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      trouble.accept(e);
    }
  }
}
