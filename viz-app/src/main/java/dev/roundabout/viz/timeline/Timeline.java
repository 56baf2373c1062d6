package dev.roundabout.viz.timeline;

import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where facts become snapshots: many threads bring facts, one thread ({@code viz-writer}) folds
 * them about thirty times a second, and everybody reads the newest snapshot, or one of the last
 * hour, without waiting. Whoever looks at the past does not stop it.
 */
public final class Timeline implements AutoCloseable {
  /** Time between two folds: about thirty a second. */
  public static final Duration BEAT = Duration.ofMillis(33);

  private static final long CLOSE_SECONDS = 5;

  private final Queue<Fact> arrived = new ConcurrentLinkedQueue<>();
  private final InstantSource clock;
  private final Past past = new Past(Past.BUDGET);
  private volatile Snapshot newest;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "viz-writer");
            thread.setDaemon(true);
            return thread;
          });

  public Timeline(Snapshot initial, InstantSource clock) {
    this.newest = initial;
    this.clock = clock;
  }

  /** Starts folding. Called once. */
  public void start() {
    // Its future never fails: fold turns everything that goes wrong into trouble on screen.
    var unused =
        writer.scheduleWithFixedDelay(
            this::foldArrived, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes a fact from any thread; never blocks. Facts of one thread keep their order. */
  public void accept(Fact fact) {
    arrived.add(fact);
  }

  /** The newest snapshot, from any thread, without waiting. */
  public Snapshot now() {
    return newest;
  }

  /**
   * The snapshot that was the newest at this moment, or the nearest that is kept: those of the last
   * hour are, ten a second of the last minute and one a second before, fewer where they are large.
   * From any thread, without waiting.
   */
  public Snapshot at(Instant moment) {
    Snapshot now = newest;
    return moment.isBefore(now.at()) ? past.at(moment).orElse(now) : now;
  }

  /** Before this nothing is kept. From any thread, without waiting. */
  public Instant oldest() {
    return past.oldest().orElseGet(() -> newest.at());
  }

  /** Folds what has arrived and ends the thread; the newest snapshot stays readable. Idempotent. */
  @Override
  public void close() {
    if (writer.isShutdown()) {
      return;
    }
    writer.execute(this::foldArrived);
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void foldArrived() {
    Snapshot snapshot = newest;
    for (Fact fact = arrived.poll(); fact != null; fact = arrived.poll()) {
      snapshot = fold(snapshot, fact);
    }
    if (snapshot != newest) {
      newest = snapshot;
      keep(snapshot);
    }
  }

  /** A past that cannot be kept must not end the thread either. */
  private void keep(Snapshot snapshot) {
    try {
      past.keep(snapshot);
    } catch (RuntimeException | Error e) {
      newest = snapshot.after(new Trouble(clock.instant(), "keeping the past", String.valueOf(e)));
    }
  }

  /** A fact that cannot be folded must not end the thread that everything on screen hangs on. */
  private Snapshot fold(Snapshot snapshot, Fact fact) {
    try {
      return snapshot.after(fact);
    } catch (RuntimeException | Error e) {
      String what = "folding " + fact.getClass().getSimpleName();
      return snapshot.after(new Trouble(clock.instant(), what, String.valueOf(e)));
    }
  }
}
