package dev.roundabout.workload;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * The calls of one server that work under a CPU limit, one after another, in the order in which
 * they came.
 *
 * <p>Nothing is burnt: many servers share one machine, which would slow them all down together. The
 * time is reckoned as the kernel shares it out, and a call waits for its end without a thread. Any
 * thread; never blocks.
 */
final class LimitedWork {
  private final CpuQuota quota;
  private final AgeTicker ticker;
  private final ScheduledExecutorService timer;
  private final LongAdder usedNanos;
  private final Deque<Call> calls = new ArrayDeque<>();

  /**
   * @param done answers; on the timer's thread
   */
  private record Call(long nanos, BooleanSupplier cancelled, Runnable done) {}

  /**
   * @param usedNanos counts the CPU time of the calls that ended
   */
  LimitedWork(
      CpuLimit limit, AgeTicker ticker, ScheduledExecutorService timer, LongAdder usedNanos) {
    this.quota = new CpuQuota(limit, ticker.getAsLong());
    this.ticker = ticker;
    this.timer = timer;
    this.usedNanos = usedNanos;
  }

  /**
   * Takes a call.
   *
   * @return false where {@link ServerThreads#MAX_WAITING} wait already
   */
  synchronized boolean add(long nanos, BooleanSupplier cancelled, Runnable done) {
    if (calls.size() >= ServerThreads.MAX_WAITING) {
      return false;
    }
    calls.add(new Call(nanos, cancelled, done));
    if (calls.size() == 1) {
      begin(ticker.getAsLong());
    }
    return true;
  }

  /**
   * The first call begins.
   *
   * @param from the end of the one before, even where the timer is late: a machine that is busy
   *     takes nothing from the quota
   */
  private void begin(long from) {
    long wait = quota.take(from, calls.getFirst().nanos()) - ticker.getAsLong();
    var unused = ticker.after(timer, Duration.ofNanos(Math.max(0, wait)), this::ended);
  }

  private void ended() {
    Call call = next();
    call.done().run();
  }

  private synchronized Call next() {
    Call ended = calls.removeFirst();
    usedNanos.add(ended.nanos());
    while (!calls.isEmpty() && calls.getFirst().cancelled().getAsBoolean()) {
      calls.removeFirst();
    }
    if (!calls.isEmpty()) {
      begin(quota.end());
    }
    return ended;
  }
}
