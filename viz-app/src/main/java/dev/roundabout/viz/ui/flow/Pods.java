package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.flow.Scenery.Block;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import dev.roundabout.viz.ui.flow.Scenery.Tick;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods' side of the flow. */
final class Pods {
  private final String deployment;
  private final double x;
  private final double width;
  private final double height;
  private final double em;
  private final Map<String, Double> entries = new HashMap<>();

  Pods(String deployment, double x, double width, double height, double em) {
    this.deployment = deployment;
    this.x = x;
    this.width = width;
    this.height = height;
    this.em = em;
  }

  List<Block> blocks(List<PodRow> rows) {
    int count = rows.size();
    double room = height / Math.max(1, count);
    if (room >= 3.3 * em) {
      double h = Math.min(3.9 * em, Math.max(2.9 * em, room * 0.72));
      return boxes(rows, h, Math.min(1.8 * em, room - h));
    }
    return room >= 1.9 * em
        ? boxes(rows, 1.65 * em, Math.min(0.5 * em, room - 1.65 * em))
        : groups(rows);
  }

  /** Where the curve of a pod ends. */
  Point entry(List<Block> blocks, PodRow row) {
    double fallback = blocks.isEmpty() ? height / 2 : blocks.get(0).y();
    return new Point(x, entries.getOrDefault(row.pod().name(), fallback));
  }

  private List<Block> boxes(List<PodRow> rows, double h, double gap) {
    double y = (height - rows.size() * (h + gap) + gap) / 2;
    List<Block> blocks = new ArrayList<>();
    for (PodRow row : rows) {
      entries.put(row.pod().name(), y + h / 2);
      blocks.add(box(row, y, h));
      y += h + gap;
    }
    return List.copyOf(blocks);
  }

  private Block box(PodRow row, double y, double h) {
    boolean serving = row.standing() == Standing.SERVING;
    boolean tall = h > 2.5 * em;
    return new Block(
        row.pod().name(),
        row.place(),
        tall ? deployment + "-" + row.pod().shortName() : row.pod().shortName(),
        tall ? row.pod().ip().orElse("no address yet") : "",
        serving ? Numbers.rate(row.perSecond()) : row.words(),
        serving,
        warns(row),
        x,
        y,
        width,
        h,
        List.of());
  }

  private List<Block> groups(List<PodRow> rows) {
    Map<String, List<PodRow>> byWords = new LinkedHashMap<>();
    rows.stream()
        .sorted((a, b) -> Boolean.compare(!isServing(a), !isServing(b)))
        .forEach(row -> byWords.computeIfAbsent(row.words(), words -> new ArrayList<>()).add(row));
    double gap = 0.6 * em;
    double least = 2.9 * em;
    double free = height - byWords.size() * (least + gap) + gap;
    double y = 0;
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, List<PodRow>> group : byWords.entrySet()) {
      double h = least + Math.max(0, free) * group.getValue().size() / rows.size();
      blocks.add(group(group.getKey(), group.getValue(), y, h));
      y += h + gap;
    }
    return List.copyOf(blocks);
  }

  private Block group(String words, List<PodRow> rows, double y, double h) {
    PodRow first = rows.get(0);
    double each = rows.stream().mapToDouble(PodRow::perSecond).average().orElse(0);
    return new Block(
        "",
        -1,
        Numbers.of(rows.size(), "pod") + (isServing(first) ? " READY" : ""),
        isServing(first) ? Numbers.rate(each) + " each" : words,
        "",
        isServing(first),
        warns(first),
        x,
        y,
        width,
        h,
        ticks(rows, y, h));
  }

  private List<Tick> ticks(List<PodRow> rows, double y, double h) {
    List<Tick> ticks = new ArrayList<>();
    double pad = 0.4 * em;
    for (int i = 0; i < rows.size(); i++) {
      double at = y + pad + (h - 2 * pad) * (i + 0.5) / rows.size();
      entries.put(rows.get(i).pod().name(), at);
      ticks.add(new Tick(rows.get(i).place(), at));
    }
    return List.copyOf(ticks);
  }

  private static boolean isServing(PodRow row) {
    return row.standing() == Standing.SERVING;
  }

  private static boolean warns(PodRow row) {
    return switch (row.standing()) {
      case CONNECTING, NOT_RESOLVED, TRANSIENT_FAILURE, FROZEN -> true;
      case NOT_READY -> isStuck(row.pod().phase());
      case NOT_IN_DNS, NOT_CHOSEN, IDLE, SERVING, LEAVING -> false;
    };
  }

  private static boolean isStuck(Pod.Phase phase) {
    return phase == Pod.Phase.BACK_OFF
        || phase == Pod.Phase.IMAGE_PULL
        || phase == Pod.Phase.FAILED;
  }
}
