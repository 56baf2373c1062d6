package dev.roundabout.viz.client.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The thread of an open loop. */
final class Pacer {
  private final Pace pace;
  private final LongSupplier ticker;
  private final Thread thread;
  private volatile boolean stopped;

  Pacer(Pace pace, LongSupplier ticker, Consumer<Throwable> trouble) {
    this.pace = pace;
    this.ticker = ticker;
    this.thread = new Thread(this::run, "viz-pacer");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((pacer, failure) -> trouble.accept(failure));
  }

  void start() {
    thread.start();
  }

  /** No call starts from now on. The thread ends at once; it is waited for. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  long behindNanos() {
    return pace.behindNanos(ticker.getAsLong());
  }

  private void run() {
    while (!stopped) {
      LockSupport.parkNanos(pace.step(ticker.getAsLong()));
    }
  }
}
