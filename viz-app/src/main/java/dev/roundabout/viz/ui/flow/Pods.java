package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.flow.FlowPicture.End;
import dev.roundabout.viz.ui.flow.Scenery.Block;
import dev.roundabout.viz.ui.flow.Scenery.Tick;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods' side of the flow: boxes while they fit, thinner boxes, then groups. */
final class Pods {
  /** Heights in em. */
  private static final double TALL = 2.9;

  private static final double FLAT = 1.55;

  private final String deployment;
  private final Type type;
  private final double width;
  private final double height;
  private final double em;
  private final List<End> ends = new ArrayList<>();
  private double podWidth;

  Pods(String deployment, Type type, double width, double height) {
    this.deployment = deployment;
    this.type = type;
    this.width = width;
    this.height = height;
    this.em = type.em();
  }

  /**
   * Places them at the right edge.
   *
   * @param most width that they may have
   */
  List<Block> blocks(List<PodRow> rows, double most) {
    double room = height / Math.max(1, rows.size());
    boolean flat = room < 3.2 * em;
    podWidth = Math.max(7 * em, Math.min(most, wanted(rows, flat)));
    if (!flat) {
      double h = Math.min(3.9 * em, Math.max(TALL * em, room * 0.72));
      return boxes(rows, h, Math.min(1.8 * em, room - h));
    }
    return room >= 1.7 * em
        ? boxes(rows, FLAT * em, Math.min(0.5 * em, room - FLAT * em))
        : groups(rows);
  }

  /** Where the line of each pod ends, once there are blocks. */
  List<End> ends() {
    return List.copyOf(ends);
  }

  /** So wide that nothing is cut; the same for all, and more than texts that come and go need. */
  private double wanted(List<PodRow> rows, boolean flat) {
    double widest = 0;
    for (String words : rows.stream().map(Pods::right).distinct().toList()) {
      widest = Math.max(widest, Type.width(words.replaceAll("\\d", "0"), type.small()));
    }
    double name = flat ? 4.6 * em : 0;
    return Math.max(16.2 * em, Math.min(0.5 * width, widest + name + 3.2 * em));
  }

  private double x() {
    return width - podWidth - em / 2;
  }

  private List<Block> boxes(List<PodRow> rows, double h, double gap) {
    double y = (height - rows.size() * (h + gap) + gap) / 2;
    List<Block> blocks = new ArrayList<>();
    for (PodRow row : rows) {
      ends.add(new End(row.pod().name(), x(), y + h / 2));
      blocks.add(box(row, y, h));
      y += h + gap;
    }
    return List.copyOf(blocks);
  }

  private Block box(PodRow row, double y, double h) {
    boolean tall = h > 2.5 * em;
    return new Block(
        row.pod().name(),
        row.place(),
        tall ? deployment + "-" + row.pod().shortName() : row.pod().shortName(),
        tall ? row.pod().ip().orElse("no address yet") : "",
        right(row),
        Look.of(row),
        x(),
        y,
        podWidth,
        h,
        List.of());
  }

  private static String right(PodRow row) {
    return isServing(row) ? Numbers.rate(row.perSecond()) : row.words();
  }

  private List<Block> groups(List<PodRow> rows) {
    double gap = Math.min(0.6 * em, height / 20);
    List<Map.Entry<String, List<PodRow>>> groups =
        fitting(rows, Math.max(1, (int) ((height + gap) / (FLAT * em + gap))));
    double least = Math.min(TALL * em, (height + gap) / groups.size() - gap);
    double free = height - groups.size() * (least + gap) + gap;
    double y = 0;
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, List<PodRow>> group : groups) {
      double h = least + Math.max(0, free) * group.getValue().size() / rows.size();
      blocks.add(group(group.getKey(), group.getValue(), y, h));
      y += h + gap;
    }
    return List.copyOf(blocks);
  }

  /** Pods in the same standing, those that serve first; where there are too many, a rest. */
  private static List<Map.Entry<String, List<PodRow>>> fitting(List<PodRow> rows, int most) {
    Map<String, List<PodRow>> byWords = new LinkedHashMap<>();
    rows.stream()
        .sorted((a, b) -> Boolean.compare(!isServing(a), !isServing(b)))
        .forEach(row -> byWords.computeIfAbsent(row.words(), words -> new ArrayList<>()).add(row));
    if (byWords.size() <= most) {
      return List.copyOf(byWords.entrySet());
    }
    Map<String, List<PodRow>> fewer = new LinkedHashMap<>();
    int others = byWords.size() - most + 1;
    byWords.forEach(
        (words, alike) ->
            fewer
                .computeIfAbsent(
                    fewer.size() < most - 1 ? words : "in " + others + " other states",
                    key -> new ArrayList<>())
                .addAll(alike));
    return List.copyOf(fewer.entrySet());
  }

  private Block group(String words, List<PodRow> rows, double y, double h) {
    PodRow first = rows.get(0);
    boolean serving = rows.stream().allMatch(Pods::isServing);
    double each = rows.stream().mapToDouble(PodRow::perSecond).average().orElse(0);
    Look look = serving ? Look.of(first) : Look.of(rows.get(rows.size() - 1));
    return new Block(
        "",
        -1,
        Numbers.of(rows.size(), "pod") + (serving ? " READY" : ""),
        serving ? Numbers.rate(each) + " each" : words,
        "",
        look,
        x(),
        y,
        podWidth,
        h,
        ticks(rows, y, h));
  }

  private List<Tick> ticks(List<PodRow> rows, double y, double h) {
    List<Tick> ticks = new ArrayList<>();
    double pad = Math.min(0.4 * em, h / 8);
    for (int i = 0; i < rows.size(); i++) {
      double at = y + pad + (h - 2 * pad) * (i + 0.5) / rows.size();
      ends.add(new End(rows.get(i).pod().name(), x(), at));
      ticks.add(new Tick(rows.get(i).pod().name(), rows.get(i).place(), at));
    }
    return List.copyOf(ticks);
  }

  private static boolean isServing(PodRow row) {
    return row.standing() == Standing.SERVING;
  }
}
