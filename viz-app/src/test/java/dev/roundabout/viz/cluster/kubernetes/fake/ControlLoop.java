package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The thread on which the controllers work. Every change of an object wakes it; each pass takes
 * everything one step further, and its own changes wake it again, until there is nothing to do.
 */
final class ControlLoop implements AutoCloseable {

  /** Looks at the objects and takes them one step towards what is wanted. */
  interface Controller {
    void reconcile();
  }

  private final ExecutorService executor = Executors.newSingleThreadExecutor(ControlLoop::thread);
  private final AtomicBoolean awake = new AtomicBoolean();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Controller> controllers;

  ControlLoop(List<Controller> controllers) {
    this.controllers = List.copyOf(controllers);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "fake-controllers");
    thread.setDaemon(true);
    return thread;
  }

  /** Any thread, also in the middle of a change. */
  void wake() {
    if (awake.compareAndSet(false, true)) {
      execute(this::pass);
    }
  }

  /** Runs a task between two passes. */
  void execute(Runnable task) {
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException closed) {
      return; // the cluster has ended
    }
  }

  private void pass() {
    awake.set(false);
    controllers.forEach(controller -> guarded(controller::reconcile));
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error bug) {
      failures.add(bug);
    }
  }

  /** Bugs of the controllers, which the test must hear of. */
  List<Throwable> failures() {
    return failures;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(20, TimeUnit.SECONDS)) {
        failures.add(new IllegalStateException("a controller does not end"));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
