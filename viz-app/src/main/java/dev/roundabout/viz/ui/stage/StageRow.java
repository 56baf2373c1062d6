package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the picture: one pod, or several that fare alike where not every pod has room.
 *
 * @param pods one or more
 * @param name the pod's short name, or how many they are
 */
record StageRow(List<PodRow> pods, String name) {
  StageRow {
    pods = List.copyOf(pods);
  }

  private static StageRow of(PodRow pod) {
    return new StageRow(List.of(pod), pod.pod().shortName());
  }

  private static StageRow of(List<PodRow> pods, boolean rest) {
    return pods.size() == 1
        ? of(pods.get(0))
        : new StageRow(pods, pods.size() + (rest ? " more" : " pods"));
  }

  /** A row for every pod where there is room for so many; otherwise what fares alike is one row. */
  static List<StageRow> of(List<PodRow> pods, int room) {
    if (pods.size() <= room) {
      return pods.stream().map(StageRow::of).toList();
    }
    Map<String, List<PodRow>> alike = new LinkedHashMap<>();
    pods.forEach(pod -> alike.computeIfAbsent(pod.words(), words -> new ArrayList<>()).add(pod));
    List<List<PodRow>> groups = new ArrayList<>(alike.values());
    // The few that differ are told one by one.
    groups.sort(Comparator.comparingInt(List::size));
    int free = room - groups.size();
    List<StageRow> rows = new ArrayList<>();
    for (List<PodRow> group : groups) {
      int own = Math.max(0, Math.min(free, group.size() - 1));
      free -= own;
      group.subList(0, own).forEach(pod -> rows.add(of(pod)));
      rows.add(of(group.subList(own, group.size()), own > 0));
    }
    rows.sort(Comparator.comparing((StageRow row) -> !row.serves()));
    return rows;
  }

  PodRow first() {
    return pods.get(0);
  }

  boolean isOne() {
    return pods.size() == 1;
  }

  boolean serves() {
    return first().standing() == Standing.SERVING;
  }

  String words() {
    return first().words();
  }

  /** Of one pod: the largest bar is the pod that gets the most, however many a row has. */
  double share() {
    return pods.stream().mapToDouble(PodRow::share).average().orElse(0);
  }

  /** Requests in the span, of one pod; a rate where it covers a second. */
  String requests(CountedSpan span) {
    double each = pods.stream().mapToDouble(PodRow::count).average().orElse(0);
    if (each == 0) {
      return "0";
    }
    String words = Numbers.count(Math.round(each)) + (span.isSecond() ? "/s" : "");
    return isOne() ? words : words + " each";
  }

  int streams() {
    return pods.stream().mapToInt(PodRow::streams).sum();
  }
}
