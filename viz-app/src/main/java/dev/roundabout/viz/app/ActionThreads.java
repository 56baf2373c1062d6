package dev.roundabout.viz.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The threads of a session's actions. {@code viz-actions} takes them all, and hands on to {@code
 * viz-changes} what changes the cluster and may wait for an API: so the client is changed at once
 * whatever the cluster does, and the cluster after all that was asked for before.
 */
final class ActionThreads {
  private static final String GIVEN_UP = " took more than a minute and was given up";

  private final ExecutorService actions =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "viz-actions"));
  private final ExecutorService changes =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "viz-changes"));

  /**
   * Runs a task on {@code viz-actions}, which must not wait for an API once the cluster is open.
   *
   * @throws RejectedExecutionException after close
   */
  void take(Runnable task) {
    actions.execute(task);
  }

  /**
   * Runs a task on {@code viz-changes}.
   *
   * @throws RejectedExecutionException after close
   */
  void handOn(Runnable task) {
    changes.execute(task);
  }

  /** Completes once all has been carried out that was taken before. */
  private CompletableFuture<Void> settled() {
    return reached(actions).thenCompose(handedOn -> reached(changes));
  }

  private static CompletableFuture<Void> reached(ExecutorService thread) {
    try {
      return CompletableFuture.runAsync(() -> {}, thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /**
   * Carries out what was taken, then runs a last task on {@code viz-actions}, and waits for both
   * threads to end. One who is interrupted does not wait; the last task runs all the same.
   *
   * @param trouble told of what took too long
   */
  void close(Runnable last, Consumer<String> trouble) {
    try {
      awaitSettled(trouble);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    actions.execute(last);
    actions.shutdown();
    try {
      awaitEnd(actions, trouble);
      changes.shutdown(); // only now: until then actions may be handed on
      awaitEnd(changes, trouble);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      changes.shutdown();
    }
  }

  private void awaitSettled(Consumer<String> trouble) throws InterruptedException {
    try {
      settled().get(1, TimeUnit.MINUTES);
    } catch (TimeoutException | ExecutionException e) {
      trouble.accept("what was asked for" + GIVEN_UP);
    }
  }

  private static void awaitEnd(ExecutorService thread, Consumer<String> trouble)
      throws InterruptedException {
    if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
      trouble.accept("it" + GIVEN_UP);
    }
  }
}
