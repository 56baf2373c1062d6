package dev.roundabout.viz.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the three witnesses of each pod's requests agree: channelz, the stream tracer and the
 * answers.
 *
 * <p>They are read at different moments, so under load they may differ by what one second brings;
 * when nothing has been sent for a second they must be equal. A difference counts once it has
 * lasted for {@link #PATIENCE} ticks, before each of which channelz was read.
 *
 * <p>Channelz and the tracer count attempts, the answers and the books count calls: an attempt that
 * was made again has one answer less. Streams that are held open are taken off channelz's counts
 * ({@link Attempts#less}). A health watch is a stream of gRPC's own that no tracer sees, so that
 * channelz may count one more for each. A call that ends while gRPC hands it to a connection has
 * been seen by its tracer but is never started ({@code DelayedStream.setStream}), so that channelz
 * may count one less for each that its deadline or we ended.
 *
 * @param strikes ticks in a row in which they differed
 * @param differing names of the pods in question, ascending
 * @param again attempts so far that were not the first of their call
 * @param healthWatches that gRPC opened so far
 * @param heard channelz was read since the last tick
 */
public record Witnesses(
    int strikes, List<String> differing, long again, long healthWatches, boolean heard) {
  static final int PATIENCE = 10;

  private static final Set<String> UNSTARTED = Set.of("DEADLINE_EXCEEDED", "CANCELLED");
  static final Witnesses AGREE = new Witnesses(0, List.of(), 0, 0, false);

  public Witnesses {
    differing = List.copyOf(differing);
  }

  public boolean agree() {
    return strikes < PATIENCE;
  }

  /** Channelz has been read. */
  Witnesses afterReading() {
    return new Witnesses(strikes, differing, again, healthWatches, true);
  }

  Witnesses after(Map<String, PodTraffic> pods, Ledger ledger, LoadTick.Beside beside) {
    long nextAgain = again + beside.again();
    long nextHealth = healthWatches + beside.healthWatches();
    long unanswered = ledger.inFlight() + ledger.failedTotal() + nextAgain;
    long unstarted = UNSTARTED.stream().mapToLong(s -> ledger.failed().getOrDefault(s, 0L)).sum();
    List<String> now =
        pods.entrySet().stream()
            .filter(pod -> differs(pod.getValue(), unanswered, unstarted, nextHealth))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    int next = now.isEmpty() ? 0 : heard ? strikes + 1 : strikes;
    return new Witnesses(next, now, nextAgain, nextHealth, false);
  }

  private static boolean differs(
      PodTraffic pod, long mayBeUnanswered, long mayBeUnstarted, long healthWatches) {
    long unanswered = pod.streams() - pod.answers();
    long more = pod.attempts() - pod.streams();
    double late = Math.ceil(pod.perSecond());
    return more < -late - mayBeUnstarted
        || more > late + healthWatches
        || unanswered < 0
        || unanswered > mayBeUnanswered;
  }
}
