package dev.roundabout.viz.client.load;

import dev.roundabout.viz.client.load.Samples.EndedCall;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.LoadTick.Answers;
import io.grpc.Status;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One of the two halves of the {@link Meter}: what happened in one interval.
 *
 * <p>Many threads write, inside the meter's critical section; one reads and clears, when no writer
 * is left.
 */
final class Interval {
  /** A pod that gave no answer for so many cuts gives its histogram back: about ten seconds. */
  private static final int IDLE_CUTS = 50;

  final LongAdder sent = new LongAdder();
  final LongAdder ok = new LongAdder();
  final LongAdder inFlight = new LongAdder();
  final LongAdder again = new LongAdder();
  final LongAdder healthWatches = new LongAdder();
  final Samples samples = new Samples();
  private final AtomicLongArray failed = perStatus();
  private final Map<Address, AtomicLongArray> lost = new ConcurrentHashMap<>();
  private final Map<String, PodAnswers> pods = new ConcurrentHashMap<>();

  void ended(EndedCall call) {
    ok.increment();
    inFlight.decrement();
    PodAnswers answers = pods.get(call.pod());
    if (answers == null) {
      answers = pods.computeIfAbsent(call.pod(), pod -> new PodAnswers());
    }
    answers.add(call.tookNanos());
    samples.offer(call);
  }

  /**
   * @param connection that it was given last; null where there was none
   */
  void failed(Status.Code code, EndedCall call, @Nullable StreamCount connection) {
    failed.incrementAndGet(code.value());
    if (connection != null) {
      lost.computeIfAbsent(connection.connection().remote(), to -> perStatus())
          .incrementAndGet(code.value());
    }
    inFlight.decrement();
    samples.offer(call);
  }

  Map<String, Long> drainFailed() {
    return drain(failed);
  }

  /** Addresses that come and go are forgotten with each cut. */
  Map<Address, Map<String, Long>> drainLost() {
    Map<Address, Map<String, Long>> byAddress = new HashMap<>();
    lost.forEach((address, counts) -> byAddress.put(address, drain(counts)));
    lost.clear();
    return byAddress;
  }

  private static AtomicLongArray perStatus() {
    return new AtomicLongArray(Status.Code.values().length);
  }

  private static Map<String, Long> drain(AtomicLongArray counts) {
    Map<String, Long> byStatus = new TreeMap<>();
    for (Status.Code code : Status.Code.values()) {
      long count = counts.getAndSet(code.value(), 0);
      if (count > 0) {
        byStatus.put(code.name(), count);
      }
    }
    return byStatus;
  }

  Map<String, Answers> drainAnswers(Histogram sum) {
    Map<String, Answers> byPod = new HashMap<>();
    Iterator<Map.Entry<String, PodAnswers>> entries = pods.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, PodAnswers> entry = entries.next();
      int idle = entry.getValue().idleCuts();
      if (idle == 0) {
        byPod.put(entry.getKey(), entry.getValue().drain(sum));
      } else if (idle >= IDLE_CUTS) {
        entries.remove();
      }
    }
    return byPod;
  }
}
