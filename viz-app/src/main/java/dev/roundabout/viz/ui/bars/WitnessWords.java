package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.Traffic;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the three witnesses agree, in words. */
public final class WitnessWords {
  private static final int NAMED = 3;

  private WitnessWords() {}

  /** Empty where none of them has seen a request. */
  public static String of(Traffic traffic) {
    if (traffic.pods().values().stream().allMatch(WitnessWords::isUnseen)) {
      return "";
    }
    if (traffic.witnesses().agree()) {
      return "channelz, streams and answers agree";
    }
    List<String> pods = traffic.witnesses().differing();
    String named =
        pods.stream()
            .limit(NAMED)
            .map(pod -> Pod.shortName(pod) + " " + counts(traffic.pod(pod)))
            .collect(Collectors.joining("; "));
    int others = pods.size() - NAMED;
    return "witnesses differ: " + named + (others > 0 ? "; and " + others + " more" : "");
  }

  private static boolean isUnseen(PodTraffic pod) {
    return pod.attempts() == 0 && pod.streams() == 0 && pod.answers() == 0;
  }

  private static String counts(PodTraffic pod) {
    return "channelz "
        + Numbers.count(pod.attempts())
        + " · streams "
        + Numbers.count(pod.streams())
        + " · answers "
        + Numbers.count(pod.answers());
  }
}
