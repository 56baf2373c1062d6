package dev.roundabout.viz.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What gets one row where not every pod has room for its own: a pod, or pods that are alike. Every
 * panel asks here, so that the same pods stand alone in all of them.
 *
 * @param pods in the order of every panel; at least one
 * @param words what they are, without their number: {@code serve evenly}, {@code client has not
 *     asked}; of a pod alone, its own words
 */
public record PodGroup(List<PodRow> pods, String words) {
  /** A pod is not like most once it is so far from them that chance hardly explains it. */
  private static final double DEVIATIONS = 4;

  private static final double PART = 0.3;

  public PodGroup {
    pods = List.copyOf(pods);
  }

  /**
   * A row each where there is room; otherwise the few that differ and the chosen one stand alone,
   * and those that are alike are one.
   *
   * @param rows as {@link PodRow#of} has them
   * @param room how many rows there may be; taken as 2 where it is less
   * @param chosen full name of the pod that has a row of its own in any case; empty for none
   */
  public static List<PodGroup> of(List<PodRow> rows, int room, String chosen) {
    if (rows.size() <= room) {
      return rows.stream().map(PodGroup::alone).toList();
    }
    List<PodGroup> groups = merged(alike(rows, chosen), Math.max(2, room), chosen);
    return inOrder(apart(groups, room));
  }

  private static PodGroup alone(PodRow row) {
    return new PodGroup(List.of(row), row.words());
  }

  public boolean isOne() {
    return pods.size() == 1;
  }

  /** The first of them, which gives them their place among the others. */
  public PodRow first() {
    return pods.get(0);
  }

  /** Whether a READY connection leads to each of them. */
  public boolean serves() {
    return pods.stream().allMatch(row -> row.standing() == Standing.SERVING);
  }

  /** Of the requests of the span that is shown, all of them together: 0 to 1. */
  public double share() {
    return pods.stream().mapToDouble(PodRow::share).sum();
  }

  /** Whether what this pod got is more or less than chance makes of what most of them get. */
  public static boolean differs(double requests, double usual) {
    double gap = Math.abs(requests - usual);
    return gap > PART * usual && gap > DEVIATIONS * Math.sqrt(Math.max(1, usual));
  }

  /** Pods of one standing and one share; the chosen one alone. */
  private static List<PodGroup> alike(List<PodRow> rows, String chosen) {
    double usual = usual(rows);
    Map<String, List<PodRow>> byWords = new LinkedHashMap<>();
    for (PodRow row : rows) {
      boolean own = row.pod().name().equals(chosen);
      String key = own ? row.pod().name() : words(row, usual);
      byWords.computeIfAbsent(key, words -> new ArrayList<>()).add(row);
    }
    return byWords.entrySet().stream().map(group -> of(group.getKey(), group.getValue())).toList();
  }

  private static PodGroup of(String words, List<PodRow> pods) {
    return pods.size() == 1 ? alone(pods.get(0)) : new PodGroup(pods, words);
  }

  private static String words(PodRow row, double usual) {
    if (row.standing() != Standing.SERVING) {
      return row.words();
    }
    if (usual == 0 || !differs(row.count(), usual)) {
      return usual == 0 ? row.words() : "serve evenly";
    }
    return row.count() > usual ? "get more than most" : "get less than most";
  }

  /** What the pod in the middle of those that serve got in the span. */
  private static double usual(List<PodRow> rows) {
    double[] counts =
        rows.stream()
            .filter(row -> row.standing() == Standing.SERVING)
            .mapToDouble(PodRow::count)
            .sorted()
            .toArray();
    return counts.length == 0 ? 0 : counts[counts.length / 2];
  }

  /** Where there are too many kinds, the smallest ones of those that do not serve share a row. */
  private static List<PodGroup> merged(List<PodGroup> groups, int room, String chosen) {
    if (groups.size() <= room) {
      return groups;
    }
    List<PodGroup> sorted = new ArrayList<>(groups);
    sorted.sort(
        Comparator.comparing((PodGroup group) -> !group.first().pod().name().equals(chosen))
            .thenComparing(group -> !group.serves())
            .thenComparing(group -> -group.pods().size()));
    List<PodGroup> kept = new ArrayList<>(sorted.subList(0, room - 1));
    List<PodGroup> rest = sorted.subList(room - 1, sorted.size());
    List<PodRow> others =
        rest.stream()
            .flatMap(group -> group.pods().stream())
            .sorted(Comparator.comparingInt(PodRow::place))
            .toList();
    kept.add(new PodGroup(others, "in " + rest.size() + " other states"));
    return kept;
  }

  /** The smallest groups are taken apart while there is room. */
  private static List<PodGroup> apart(List<PodGroup> groups, int room) {
    List<PodGroup> sorted = new ArrayList<>(groups);
    sorted.sort(Comparator.comparingInt(group -> group.pods().size()));
    int free = room - groups.size();
    List<PodGroup> all = new ArrayList<>();
    for (PodGroup group : sorted) {
      boolean fits = group.pods().size() - 1 <= free;
      free -= fits ? group.pods().size() - 1 : 0;
      all.addAll(fits ? group.pods().stream().map(PodGroup::alone).toList() : List.of(group));
    }
    return all;
  }

  private static List<PodGroup> inOrder(List<PodGroup> groups) {
    return groups.stream().sorted(Comparator.comparingInt(group -> group.first().place())).toList();
  }
}
