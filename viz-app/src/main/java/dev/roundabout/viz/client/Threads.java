package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.Timer;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The background threads of one client; what fails on them is reported. */
final class Threads implements Timer, AutoCloseable {
  private final InstantSource clock;
  private final Ticker ticker;
  private final Consumer<? super Fact> sink;
  private final ScheduledThreadPoolExecutor meter;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService lookups;

  Threads(InstantSource clock, Ticker ticker, Consumer<? super Fact> sink) {
    this.clock = clock;
    this.ticker = ticker;
    this.sink = sink;
    this.meter = scheduled("viz-meter");
    this.timer = scheduled("viz-load");
    this.lookups = Executors.newCachedThreadPool(named("viz-resolver"));
  }

  /** Runs a task on {@code viz-meter} again and again; it goes on after a failure. */
  void every(Duration interval, Runnable task) {
    var unused =
        meter.scheduleAtFixedRate(
            () -> guarded("the meter", task),
            interval.toNanos(),
            interval.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void after(long nanos, Runnable task) {
    schedule(nanos, () -> guarded("the load", task));
  }

  private void schedule(long nanos, Runnable task) {
    if (!timer.isShutdown()) {
      var unused = ticker.after(timer, Duration.ofNanos(nanos), task);
    }
  }

  /** As {@link #after}, for resolvers. */
  void resolveAfter(Duration wait, Runnable task) {
    schedule(wait.toNanos(), () -> guarded("a resolver", task));
  }

  Executor lookups() {
    return lookups;
  }

  /** Reports a failure on screen. Any thread. */
  void trouble(String what, Throwable failure) {
    sink.accept(new SessionFact.Trouble(clock.instant(), what, failure.toString()));
  }

  /** Waits for the task that is running; none starts from now on. */
  void stopMeter() throws InterruptedException {
    meter.shutdownNow();
    meter.awaitTermination(1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    meter.shutdownNow();
    timer.shutdownNow();
    lookups.shutdownNow();
  }

  private void guarded(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      trouble(what, failure);
    }
  }

  private static ScheduledThreadPoolExecutor scheduled(String name) {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, named(name));
    // A task that comes as the client closes is of no use to anybody.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return executor;
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
