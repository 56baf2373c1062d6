package dev.roundabout.workload;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that servers need beside gRPC's event loops: workers that burn CPU for {@code
 * Req.work_micros}, and one timer for {@code Watch}. Many servers of one JVM share one instance.
 *
 * <p>No thread exists before it is needed, and each ends after a second without work. All are
 * daemons.
 */
public final class ServerThreads implements AutoCloseable {

  /** Calls that may wait for a worker; the next one is refused with RESOURCE_EXHAUSTED. */
  public static final int MAX_WAITING = 10_000;

  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timer;

  /** As many workers as there are processors, and no thread yet. */
  public ServerThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    workers =
        new ThreadPoolExecutor(
            processors,
            processors,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            daemons("workload-worker"));
    workers.allowCoreThreadTimeOut(true);
    timer = new ScheduledThreadPoolExecutor(1, daemons("workload-timer"));
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Throws {@code RejectedExecutionException} when {@link #MAX_WAITING} calls wait already. */
  Executor workers() {
    return workers;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /** Ends the threads without waiting for them. The servers must have stopped before. */
  @Override
  public void close() {
    workers.shutdownNow();
    timer.shutdownNow();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
