package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.flow.FlowPicture.End;
import dev.roundabout.viz.ui.flow.Scenery.Block;
import dev.roundabout.viz.ui.flow.Scenery.Tick;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Type;
import java.util.ArrayList;
import java.util.List;

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
  private final String chosen;
  private double podWidth;

  /**
   * @param chosen full name of the pod that stands alone in any case; empty for none
   */
  Pods(String deployment, String chosen, Type type, double width, double height) {
    this.deployment = deployment;
    this.chosen = chosen;
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
    boolean shared = room < 1.7 * em;
    podWidth = Math.max(7 * em, Math.min(most, wanted(rows, shared ? 6.4 : flat ? 4.6 : 0)));
    if (!flat) {
      double h = Math.min(3.9 * em, Math.max(TALL * em, room * 0.72));
      return boxes(rows, h, Math.min(1.8 * em, room - h));
    }
    return shared ? groups(rows) : boxes(rows, FLAT * em, Math.min(0.5 * em, room - FLAT * em));
  }

  /** Where the line of each pod ends, once there are blocks. */
  List<End> ends() {
    return List.copyOf(ends);
  }

  /**
   * So wide that nothing is cut; the same for all, and more than texts that come and go need.
   *
   * @param name what stands in the same line before the words, in em
   */
  private double wanted(List<PodRow> rows, double name) {
    double widest = name > 5 ? Type.width("serve evenly · 00.0/s each", type.small()) : 0;
    for (String words : rows.stream().map(Pods::right).distinct().toList()) {
      widest = Math.max(widest, Type.width(words.replaceAll("\\d", "0"), type.small()));
    }
    return Math.max(16.2 * em, Math.min(0.5 * width, widest + (name + 3.2) * em));
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

  /** Those that are alike share the height that those that stand alone leave. */
  private List<Block> groups(List<PodRow> rows) {
    double gap = Math.min(0.5 * em, height / 20);
    int room = (int) ((height + gap) / (FLAT * em + gap));
    List<PodGroup> groups = PodGroup.of(rows, room, chosen);
    long alone = groups.stream().filter(PodGroup::isOne).count();
    double flat = Math.min(FLAT * em, (height + gap) / groups.size() - gap);
    double left = Math.max(0, height + gap - groups.size() * (flat + gap));
    double more = Math.min((TALL - FLAT) * em, left / Math.max(1, groups.size() - alone));
    double least = flat + more;
    double free = (left - more * (groups.size() - alone)) / Math.max(1, rows.size() - alone);
    double y = 0;
    List<Block> blocks = new ArrayList<>();
    for (PodGroup group : groups) {
      double h = group.isOne() ? flat : least + free * group.pods().size();
      if (group.isOne()) {
        ends.add(new End(group.first().pod().name(), x(), y + h / 2));
      }
      blocks.add(group.isOne() ? box(group.first(), y, h) : group(group, y, h));
      y += h + gap;
    }
    return List.copyOf(blocks);
  }

  private Block group(PodGroup group, double y, double h) {
    List<PodRow> rows = group.pods();
    double each = rows.stream().mapToDouble(PodRow::perSecond).average().orElse(0);
    String words = group.words() + (each > 0 ? " · " + Numbers.rate(each) + " each" : "");
    Look look = group.serves() ? Look.of(group.first()) : Look.of(rows.get(rows.size() - 1));
    return new Block(
        "",
        -1,
        Numbers.of(rows.size(), "pod"),
        words,
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
