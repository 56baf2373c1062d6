package dev.roundabout.viz.channelz;

import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.SessionFact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads channelz again and again on {@code viz-channelz} and reports each reading.
 *
 * <p>A reading takes at most a twentieth of the time: one that costs more makes the next come
 * later, by up to a second. A reading that fails is reported, and the next comes after a second.
 */
public final class ChannelzPoller implements AutoCloseable {
  private static final long SLOWEST = TimeUnit.SECONDS.toNanos(1);
  private static final int SHARE = 20;

  private final ChannelzReader reader;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final long intervalNanos;
  private final Consumer<? super Fact> sink;
  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param ticker nanoseconds, as {@code System.nanoTime} counts them
   * @param interval between the starts of two readings; 33 ms for the window
   * @param sink never blocks
   */
  public ChannelzPoller(
      ChannelzReader reader,
      InstantSource clock,
      LongSupplier ticker,
      Duration interval,
      Consumer<? super Fact> sink) {
    this.reader = reader;
    this.clock = clock;
    this.ticker = ticker;
    this.intervalNanos = interval.toNanos();
    this.sink = sink;
    this.executor = new ScheduledThreadPoolExecutor(1, ChannelzPoller::thread);
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Called once. */
  public void start() {
    schedule(0);
  }

  /** Waits for the reading that is under way. Idempotent. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** When the next reading is due after one that cost so much. */
  static long waitNanos(long intervalNanos, long costNanos) {
    return Math.min(SLOWEST, Math.max(intervalNanos, SHARE * costNanos)) - costNanos;
  }

  private void schedule(long nanos) {
    var unused = executor.schedule(this::poll, Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  private void poll() {
    long start = ticker.getAsLong();
    try {
      sink.accept(new ChannelzSeen(clock.instant(), reader.read(), reader.ended()));
      reader.news(clock.instant()).forEach(sink);
      schedule(waitNanos(intervalNanos, ticker.getAsLong() - start));
    } catch (RuntimeException | Error failure) {
      if (!executor.isShutdown()) {
        sink.accept(
            new SessionFact.Trouble(clock.instant(), "reading channelz", failure.toString()));
        schedule(SLOWEST);
      }
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "viz-channelz");
    thread.setDaemon(true);
    return thread;
  }
}
