package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitedWorkTest {
  private static final long MS = 1_000_000;

  private final Time time = new Time();
  private final LongAdder used = new LongAdder();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
  private final LimitedWork work = new LimitedWork(new CpuLimit(200), time, timer, used);
  private final List<String> answers = new ArrayList<>();

  @AfterEach
  void endTimer() {
    timer.shutdownNow();
  }

  @Test
  void callsAreAnsweredInTurnAndThrottled() {
    add("a", 10);
    add("b", 10);
    add("c", 10);
    time.passTo(1_000);
    assertThat(answers).containsExactly("a at 10", "b at 20", "c at 110");
    assertThat(used.sum()).isEqualTo(30 * MS);
  }

  @Test
  void aCancelledCallTakesNothingFromTheOthers() {
    AtomicBoolean cancelled = new AtomicBoolean();
    add("a", 10);
    work.add(10 * MS, cancelled::get, () -> answers.add("b"));
    add("c", 10);
    cancelled.set(true);
    time.passTo(1_000);
    assertThat(answers).containsExactly("a at 10", "c at 20");
    assertThat(used.sum()).isEqualTo(20 * MS);
  }

  @Test
  void aTimerThatIsLateTakesNothingFromTheQuota() {
    for (int call = 0; call < 4; call++) {
      add("call", 10);
    }
    time.late(250);
    time.passTo(1_000);
    assertThat(answers).containsExactly("call at 250", "call at 250", "call at 250", "call at 250");
  }

  @Test
  void moreThanCanWaitAreRefused() {
    for (int call = 0; call < ServerThreads.MAX_WAITING; call++) {
      assertThat(work.add(MS, () -> false, () -> {})).isTrue();
    }
    assertThat(work.add(MS, () -> false, () -> {})).isFalse();
  }

  private void add(String name, long millis) {
    work.add(millis * MS, () -> false, () -> answers.add(name + " at " + time.now / MS));
  }

  /** Time that passes when it is told to. */
  private static final class Time implements AgeTicker {
    private record Planned(long at, Runnable task) {}

    private final PriorityQueue<Planned> planned =
        new PriorityQueue<>((one, other) -> Long.compare(one.at, other.at));
    private long now;

    @Override
    public long getAsLong() {
      return now;
    }

    @Override
    public Future<?> after(ScheduledExecutorService loop, Duration wait, Runnable task) {
      planned.add(new Planned(now + wait.toNanos(), task));
      return CompletableFuture.completedFuture(null);
    }

    /** Nothing runs before this time. */
    void late(long millis) {
      now = millis * MS;
    }

    void passTo(long millis) {
      while (!planned.isEmpty() && planned.element().at <= millis * MS) {
        Planned next = planned.remove();
        now = Math.max(now, next.at);
        next.task.run();
      }
    }
  }
}
