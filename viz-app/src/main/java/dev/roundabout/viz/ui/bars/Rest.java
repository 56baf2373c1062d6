package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pods that get no room of their own: how many, and why they get nothing. */
final class Rest {
  private Rest() {}

  /** {@code and 148 pods: client has not asked}. */
  static String words(List<PodRow> rows) {
    Map<String, Long> counts =
        rows.stream()
            .collect(Collectors.groupingBy(PodRow::words, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> Numbers.of(entry.getValue(), "pod") + ": " + entry.getKey())
        .collect(Collectors.joining(" · ", "and ", ""));
  }
}
