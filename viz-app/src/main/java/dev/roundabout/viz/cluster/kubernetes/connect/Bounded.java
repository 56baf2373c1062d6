package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits no longer than asked for what may hang: a credential plugin that waits for somebody to log
 * in, a server that accepts and stays silent.
 */
public final class Bounded {
  private Bounded() {}

  /**
   * Runs a task on a daemon thread of its own. One that takes too long is interrupted and left to
   * itself; it must clean up what it opened.
   *
   * @param what it does, for the message: {@code asking minikube}
   * @throws TimedOutException where it takes too long
   * @throws IOException what it threw itself
   */
  public static <T> T call(String what, Duration patience, Callable<T> task) throws IOException {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(future, "kubernetes-bounded");
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new TimedOutException(what + " took longer than " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.cancel(true);
      throw new IOException(what + " was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException(what + " failed: " + e.getCause(), e.getCause());
    }
  }

  /** It took too long. */
  public static final class TimedOutException extends IOException {
    private static final long serialVersionUID = 1L;

    TimedOutException(String message) {
      super(message);
    }
  }
}
