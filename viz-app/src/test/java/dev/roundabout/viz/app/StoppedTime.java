package dev.roundabout.viz.app;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A time that stands still until a test moves it, and the waits that go by it. What the machine
 * takes for something meanwhile is nothing by this time.
 */
final class StoppedTime implements Ticker {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Wait> waits = new ArrayList<>();
  private Duration passed = Duration.ZERO;

  private record Wait(Duration due, ScheduledExecutorService on, FutureTask<Void> task) {}

  /** This time as a session takes it; channelz traces by the machine's, and so tells nothing. */
  Clocks clocks() {
    return new Clocks(this::now, this, traced -> now());
  }

  synchronized Instant now() {
    return START.plus(passed);
  }

  @Override
  public synchronized long getAsLong() {
    return passed.toNanos();
  }

  @Override
  public synchronized Future<?> after(ScheduledExecutorService on, Duration wait, Runnable task) {
    FutureTask<Void> future = new FutureTask<>(task, null);
    if (wait.isZero() || wait.isNegative()) {
      on.execute(future);
    } else {
      waits.add(new Wait(passed.plus(wait), on, future));
    }
    return future;
  }

  /** Moves on to the moment at which something is due, once something is, and lets it happen. */
  void passUntilDue(Duration span) {
    Duration due = elapsed().plus(span);
    await().atMost(PATIENCE).until(() -> isDue(due));
    pass(span);
  }

  /** Moves on, and lets happen what is due by then, in the order in which it is. */
  synchronized void pass(Duration span) {
    passed = passed.plus(span);
    List<Wait> over =
        waits.stream()
            .filter(wait -> wait.due().compareTo(passed) <= 0)
            .sorted(Comparator.comparing(Wait::due))
            .toList();
    waits.removeAll(over);
    over.forEach(wait -> wait.on().execute(wait.task()));
  }

  private synchronized Duration elapsed() {
    return passed;
  }

  private synchronized boolean isDue(Duration at) {
    return waits.stream().anyMatch(wait -> wait.due().equals(at) && !wait.task().isCancelled());
  }
}
