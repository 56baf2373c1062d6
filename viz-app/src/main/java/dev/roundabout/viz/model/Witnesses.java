package dev.roundabout.viz.model;

import java.util.List;
import java.util.Map;

/**
 * Whether the three witnesses of each pod's requests agree: channelz, the stream tracer and the
 * answers.
 *
 * <p>They are read at different moments, so under load they may differ by what one second brings;
 * when nothing has been sent for a second they must be equal. A difference counts once it has
 * lasted for {@link #PATIENCE} ticks.
 *
 * @param strikes ticks in a row in which they differed
 * @param differing names of the pods in question, ascending
 */
public record Witnesses(int strikes, List<String> differing) {
  static final int PATIENCE = 10;
  static final Witnesses AGREE = new Witnesses(0, List.of());

  public Witnesses {
    differing = List.copyOf(differing);
  }

  public boolean agree() {
    return strikes < PATIENCE;
  }

  Witnesses after(Map<String, PodTraffic> pods, Ledger ledger) {
    List<String> now =
        pods.entrySet().stream()
            .filter(pod -> differs(pod.getValue(), ledger))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return now.isEmpty() ? AGREE : new Witnesses(strikes + 1, now);
  }

  private static boolean differs(PodTraffic pod, Ledger ledger) {
    long unanswered = pod.streams() - pod.answers();
    return Math.abs(pod.attempts() - pod.streams()) > Math.ceil(pod.perSecond())
        || unanswered < 0
        || unanswered > ledger.inFlight() + ledger.failedTotal();
  }
}
