package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Accepts TCP connections and hands each to a worker, which has a limited time for it.
 *
 * <p>A connection beyond {@link #MAX_WORKERS} at once is reset, so that slow clients cannot take
 * all threads.
 */
public final class Acceptor implements AutoCloseable {
  /** Connections that are handled at once. */
  public static final int MAX_WORKERS = 512;

  /** Before the next try after one that failed, as where the process has no file left to open. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Handles a connection, in blocking mode, on a worker. When the time is over the socket is
     * closed, which ends its reads and writes with an exception.
     *
     * @return true where the connection has been handed on; otherwise the acceptor closes it
     * @throws IOException where the peer broke it or was too slow; it is reset
     */
    boolean handle(SocketChannel socket) throws IOException;
  }

  private final ServerSocketChannel listener;
  private final Handler handler;
  private final Duration patience;
  private final Consumer<? super Exception> trouble;
  private final Set<SocketChannel> handling = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor watch;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts to accept.
   *
   * @param name of its threads
   * @param listener a bound channel in blocking mode; closed with this
   * @param patience how long a worker may take for a connection
   * @param trouble told where a thread fails, and once of each time in which nothing can be
   *     accepted; called on it
   */
  public Acceptor(
      String name,
      ServerSocketChannel listener,
      Duration patience,
      Handler handler,
      Consumer<? super Exception> trouble) {
    this.listener = listener;
    this.handler = handler;
    this.patience = patience;
    this.trouble = trouble;
    workers =
        new ThreadPoolExecutor(
            0, MAX_WORKERS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), numbered(name));
    watch = new ScheduledThreadPoolExecutor(1, named(name + "-watch"));
    watch.setRemoveOnCancelPolicy(true);
    thread = named(name).newThread(this::accept);
    thread.start();
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ThreadFactory numbered(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> named(name + "-" + number.incrementAndGet()).newThread(task);
  }

  private void accept() {
    boolean accepts = true;
    while (listener.isOpen()) {
      try {
        take(listener.accept());
        accepts = true;
      } catch (ClosedChannelException end) {
        return;
      } catch (IOException | RuntimeException failure) {
        if (accepts) {
          trouble.accept(failure);
        }
        accepts = false;
        pause();
      }
    }
  }

  private void pause() {
    try {
      var unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(SocketChannel socket) {
    handling.add(socket);
    try {
      workers.execute(() -> work(socket));
    } catch (RejectedExecutionException fullOrClosed) {
      handling.remove(socket);
      SocketDuplex.reset(socket);
    }
  }

  private void work(SocketChannel socket) {
    boolean handedOn = false;
    try {
      handedOn = handleInTime(socket);
    } catch (IOException | RejectedExecutionException brokenSlowOrClosed) {
      SocketDuplex.reset(socket);
    } catch (RuntimeException failure) {
      SocketDuplex.reset(socket);
      trouble.accept(failure);
    } finally {
      handling.remove(socket);
      if (!handedOn) {
        closeQuietly(socket);
      }
    }
  }

  private boolean handleInTime(SocketChannel socket) throws IOException {
    Future<?> limit =
        watch.schedule(
            () -> SocketDuplex.reset(socket), patience.toMillis(), TimeUnit.MILLISECONDS);
    boolean handedOn = false;
    try {
      handedOn = handler.handle(socket);
      return handedOn;
    } finally {
      limit.cancel(false);
    }
  }

  private static void closeQuietly(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException nothingLeftToDo) {
      return; // the socket is gone either way
    }
  }

  /** Closes the port and resets the connections that are still being handled. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException failure) {
      trouble.accept(failure);
    }
    handling.forEach(SocketDuplex::reset); // first: an interrupt would close them with a FIN
    workers.shutdownNow();
    watch.shutdownNow();
    Threads.join(thread);
    awaitWorkers();
  }

  private void awaitWorkers() {
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
