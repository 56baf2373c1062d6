package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Snapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What checks have seen, as numbers that can be drawn. */
final class Figures {
  private Figures() {}

  /**
   * One for each pod, in the order of the panels; a pod that is ready and got nothing has a 0.
   *
   * @param end when it was seen
   * @param counts by the pods' names
   * @param scale what is counted
   */
  static List<Figure> ofPods(Snapshot end, Map<String, Long> counts, String scale) {
    Map<String, Long> all = new TreeMap<>(counts);
    Worlds.ready(end).forEach(pod -> all.putIfAbsent(pod.name(), 0L));
    return all.entrySet().stream()
        .map(pod -> ofPod(end, pod.getKey(), pod.getValue(), scale))
        .sorted(Comparator.comparingInt(figure -> figure.place().orElse(Integer.MAX_VALUE)))
        .toList();
  }

  private static Figure ofPod(Snapshot end, String pod, long count, String scale) {
    OptionalInt place =
        end.cluster().seats().stream()
            .filter(seat -> seat.pod().name().equals(pod))
            .mapToInt(Seat::place)
            .findFirst();
    return new Figure(Pod.shortName(pod), count, Check.count(count), scale, place);
  }

  /** {@code 1,000}, or {@code 999 to 1,001}. */
  static String range(Collection<Long> counts) {
    long least = counts.stream().mapToLong(Long::longValue).min().orElse(0);
    long most = most(counts);
    return least == most ? Check.count(most) : Check.count(least) + " to " + Check.count(most);
  }

  static long most(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
