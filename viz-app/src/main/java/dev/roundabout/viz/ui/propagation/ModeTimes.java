package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodChange.Parts;
import dev.roundabout.viz.model.PodChange.Way;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How long new pods waited for their first request in each mode of this run: the medians. */
final class ModeTimes {
  private ModeTimes() {}

  /**
   * {@code on disconnect 41.2 s · poll DNS 0.9 s (median of 3)}; empty before the first. A wait
   * counts for a mode where it began and ended in it.
   */
  static String words(Propagation propagation) {
    Map<Way, List<Duration>> times = new LinkedHashMap<>();
    for (PodChange change : propagation.changes()) {
      Optional<Duration> total =
          change.brings() ? change.parts().map(Parts::total) : Optional.empty();
      if (total.isPresent() && change.onlyWay().isPresent()) {
        times.computeIfAbsent(change.onlyWay().get(), way -> new ArrayList<>()).add(total.get());
      }
    }
    return times.entrySet().stream()
        .map(entry -> entry.getKey().label() + " " + median(entry.getValue()))
        .collect(Collectors.joining(" · "));
  }

  private static String median(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    int half = sorted.size() / 2;
    Duration middle =
        sorted.size() % 2 == 1
            ? sorted.get(half)
            : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2);
    String took = Numbers.millis(middle.toNanos() / 1000);
    return sorted.size() == 1 ? took : took + " (median of " + sorted.size() + ")";
  }
}
