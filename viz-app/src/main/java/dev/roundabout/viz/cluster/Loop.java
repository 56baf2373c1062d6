package dev.roundabout.viz.cluster;

import dev.roundabout.viz.model.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread, on which all state of a cluster lives. A task that throws is reported and the next
 * one runs; after close nothing runs.
 */
public final class Loop implements AutoCloseable {
  private final Ticker ticker;
  private final Consumer<? super Exception> trouble;
  private final ScheduledThreadPoolExecutor executor;

  /**
   * One whose delays go by the machine's own time.
   *
   * @param name of the thread
   * @param trouble told of a task that threw; called on the thread
   */
  public Loop(String name, Consumer<? super Exception> trouble) {
    // A loop waits by its ticker and never reads it.
    this(name, () -> 0, trouble);
  }

  /**
   * @param name of the thread
   * @param ticker by which delays go
   * @param trouble told of a task that threw; called on the thread
   */
  public Loop(String name, Ticker ticker, Consumer<? super Exception> trouble) {
    this.ticker = ticker;
    this.trouble = trouble;
    executor = new ScheduledThreadPoolExecutor(1, task -> thread(name, task));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs a task after those that wait already. Any thread. */
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  /** Runs a task after a delay. Any thread. */
  public void after(Duration delay, Runnable task) {
    try {
      var unused = ticker.after(executor, delay, () -> run(task));
    } catch (RejectedExecutionException closed) {
      return; // the cluster has ended, and with it everything that was still to come
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      trouble.accept(failure);
    }
  }

  /** Runs a task whose caller waits for its result; a failure is the caller's. */
  public <T> Future<T> call(Callable<T> task) {
    return executor.submit(task);
  }

  /** Frees a caller who waits for a task that never runs. */
  private static void cancel(Runnable queued) {
    if (queued instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  /** Waits for the task that runs now, at most 5 s. Idempotent. */
  @Override
  public void close() {
    executor.shutdownNow().forEach(Loop::cancel);
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
