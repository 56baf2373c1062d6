package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.scene.canvas.GraphicsContext;

/** What the colours, textures and glyphs of the timeline mean: those that there are, wrapped. */
final class Legend {
  /** Height of a line in em. */
  static final double LINE = 1.4;

  private static final double GAP = 1.1;

  /** A colour or a glyph with its words; one of the two kinds is there. */
  private sealed interface Entry {
    String words();

    record OfLeg(Leg.Kind kind) implements Entry {
      @Override
      public String words() {
        return kind.label();
      }
    }

    record OfMark(Mark.Kind kind) implements Entry {
      @Override
      public String words() {
        return MarkStrip.word(kind);
      }
    }
  }

  /** An entry at its place. */
  private record Placed(Entry entry, double x, int line) {}

  private final List<Placed> placed = new ArrayList<>();
  private int lines;

  /**
   * @param width of the canvas in pixels
   */
  Legend(List<Road> roads, List<Mark> marks, double width, double em, MarkStrip.Measure measure) {
    double x = 0;
    int line = 0;
    for (Entry entry : entries(roads, marks)) {
      double wide = 1.1 * em + measure.width(entry.words());
      if (x > 0 && x + wide > width) {
        x = 0;
        line++;
      }
      placed.add(new Placed(entry, x, line));
      x += wide + GAP * em;
    }
    this.lines = placed.isEmpty() ? 0 : line + 1;
  }

  private static List<Entry> entries(List<Road> roads, List<Mark> marks) {
    Set<Leg.Kind> kinds = EnumSet.noneOf(Leg.Kind.class);
    roads.forEach(road -> road.legs().forEach(leg -> kinds.add(leg.kind())));
    Set<Mark.Kind> seen = EnumSet.noneOf(Mark.Kind.class);
    marks.forEach(mark -> seen.add(mark.kind()));
    List<Entry> entries = new ArrayList<>();
    kinds.forEach(kind -> entries.add(new Entry.OfLeg(kind)));
    seen.forEach(kind -> entries.add(new Entry.OfMark(kind)));
    return entries;
  }

  /** How many lines it needs. */
  int lines() {
    return lines;
  }

  /**
   * @param top of its first line
   */
  void paint(GraphicsContext g, Roles roles, Type type, double top) {
    double em = type.em();
    for (Placed each : placed) {
      double y = top + (each.line() + 0.5) * LINE * em;
      if (each.entry() instanceof Entry.OfLeg leg) {
        leg.kind()
            .texture()
            .fill(
                g,
                roles.color(leg.kind().role()),
                roles.color(Role.PANEL),
                each.x(),
                y - 0.4 * em,
                0.85 * em,
                0.8 * em,
                0.8 * em);
      } else if (each.entry() instanceof Entry.OfMark mark) {
        g.setFont(type.strong());
        g.setFill(roles.color(MarkStrip.role(mark.kind())));
        g.fillText(MarkStrip.glyph(mark.kind()), each.x(), y);
      }
      g.setFont(type.small());
      g.setFill(roles.color(Role.MUTED));
      g.fillText(each.entry().words(), each.x() + 1.1 * em, y);
    }
  }
}
