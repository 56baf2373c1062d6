package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Texture;
import dev.roundabout.viz.ui.kit.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the timeline. Only what is visible is drawn. */
final class RoadPainter {
  private static final int MOST_WIDTHS = 2000;

  private final GraphicsContext g;
  private final Roles roles;
  private final Type type;
  private final double em;
  private final Map<String, Double> widths = new HashMap<>();

  RoadPainter(GraphicsContext g, Roles roles, Type type) {
    this.g = g;
    this.roles = roles;
    this.type = type;
    this.em = type.em();
  }

  /**
   * @param now the moment that is shown
   */
  void paint(RoadMap map, List<Mark> marks, Instant now) {
    Geometry geometry = map.geometry();
    List<Road> roads = map.roads();
    g.clearRect(0, 0, geometry.width(), geometry.height());
    g.setTextBaseline(VPos.CENTER);
    axis(geometry, map.zero());
    marks(geometry, marks);
    int below = geometry.below(roads.size());
    int last = roads.size() - below;
    for (int row = geometry.first(); row < last; row++) {
      name(geometry, roads.get(row), row);
      int chosen = row;
      Optional<Integer> leg =
          map.selected().filter(at -> at.row() == chosen).map(Geometry.Spot::leg);
      new Row(geometry, roads.get(row), geometry.y(row), now).paint(leg);
    }
    hidden(geometry, roads, below);
    if (geometry.hasLegend()) {
      map.legend().paint(g, roles, type, geometry.legendTop());
    }
  }

  /** Says that there are more pods than have room, and what they do. */
  private void hidden(Geometry geometry, List<Road> roads, int below) {
    double y = geometry.bottom() - geometry.rowHeight() / 2;
    if (below > 0 && geometry.summarises(roads.size())) {
      String words = Leg.counted(roads.subList(roads.size() - below, roads.size()));
      text("↓ " + below, type.small(), Role.WARN, 0.1 * em, y);
      text("more: " + words, type.small(), Role.TEXT, geometry.left(), y);
    } else if (below > 0) {
      text("↓ " + below, type.small(), Role.WARN, 0.1 * em, geometry.bottom() + 0.8 * em);
    }
    if (geometry.first() > 0) {
      text("↑ " + geometry.first(), type.small(), Role.WARN, 0.1 * em, 0.85 * em);
    }
  }

  private void axis(Geometry geometry, Instant zero) {
    Ticks ticks = Ticks.of(geometry.span(), zero, (int) (geometry.room() / (5 * em)));
    g.setLineWidth(1);
    g.setStroke(roles.color(Role.LINE));
    for (Instant at : ticks.in(geometry.span())) {
      double x = Math.rint(geometry.x(at)) + 0.5;
      g.strokeLine(x, geometry.top() - 0.2 * em, x, geometry.bottom());
      String label = ticks.label(at);
      double half = width(label) / 2;
      if (x - half >= 0 && x + half <= geometry.width()) {
        text(label, type.small(), Role.MUTED, x - half, geometry.bottom() + 0.8 * em);
      }
    }
  }

  private void marks(Geometry geometry, List<Mark> marks) {
    double y = 0.85 * em;
    for (MarkStrip.Placed placed : MarkStrip.place(marks, geometry, this::width)) {
      Mark.Kind kind = placed.mark().kind();
      Role role = MarkStrip.role(kind);
      g.setStroke(roles.color(role));
      g.setLineWidth(kind.isUsers() ? 1.5 : 1);
      g.setLineDashes(3, 4);
      g.strokeLine(placed.x(), y + 0.7 * em, placed.x(), geometry.bottom());
      g.setLineDashes();
      text(MarkStrip.glyph(kind), type.strong(), role, placed.x() - 0.3 * em, y);
      text(placed.words(), type.small(), role, placed.x() + 0.7 * em, y);
    }
  }

  private void name(Geometry geometry, Road road, int row) {
    double y = geometry.y(row) + geometry.rowHeight() / 2;
    Texture mark = road.serves() ? Texture.SOLID : Texture.HOLLOW;
    mark.dot(
        g,
        roles.color(road.pods() == 1 ? Role.pod(road.place()) : Role.MUTED),
        0.45 * em,
        y,
        0.7 * em,
        em);
    text(road.title(), type.mono(), road.isOpen() ? Role.TEXT : Role.MUTED, 1.2 * em, y);
  }

  /** The legs of one pod. */
  private final class Row {
    private final Geometry geometry;
    private final Road road;
    private final double top;
    private final double high;
    private final Instant now;

    Row(Geometry geometry, Road road, double y, Instant now) {
      this.geometry = geometry;
      this.road = road;
      this.top = y + geometry.rowHeight() * 0.12;
      this.high = geometry.rowHeight() * 0.76;
      this.now = now;
    }

    void paint(Optional<Integer> selected) {
      List<Leg> legs = road.legs();
      for (int i = 0; i < legs.size(); i++) {
        leg(legs.get(i), i + 1 == legs.size());
      }
      words(legs.stream().filter(this::isSeen).toList());
      selected
          .filter(i -> i < legs.size())
          .ifPresent(
              i -> {
                Leg leg = legs.get(i);
                g.setStroke(roles.color(Role.ACCENT));
                g.setLineWidth(2);
                double from = clamped(geometry.x(leg.from()));
                double wide = Math.max(3, clamped(geometry.x(leg.end(now))) - from);
                g.strokeRect(from, top - 1, wide, high + 2);
              });
    }

    private void leg(Leg leg, boolean last) {
      if (!isSeen(leg)) {
        return;
      }
      double x = clamped(geometry.x(leg.from()));
      double wide = wide(leg, x);
      Color color = roles.color(leg.kind().role());
      leg.kind().texture().fill(g, color, roles.color(Role.PANEL), x, top, wide, high, em);
      if (last && road.isOpen()) {
        growing(x + wide);
      }
    }

    private boolean isSeen(Leg leg) {
      return !leg.from().isAfter(now)
          && geometry.x(leg.end(now)) >= geometry.left()
          && geometry.x(leg.from()) <= geometry.right();
    }

    private double wide(Leg leg, double from) {
      return Math.max(2, clamped(geometry.x(leg.end(now))) - from - 1);
    }

    /** A dashed edge: it is not over. */
    private void growing(double x) {
      g.setStroke(roles.color(Role.TEXT));
      g.setLineWidth(2);
      g.setLineDashes(3, 3);
      g.strokeLine(x, top, x, top + high);
      g.setLineDashes();
    }

    /** Neighbours of one kind have their words together. */
    private void words(List<Leg> legs) {
      int first = 0;
      for (int i = 0; i < legs.size(); i++) {
        boolean last = i + 1 == legs.size();
        if (last || legs.get(i + 1).kind() != legs.get(i).kind()) {
          double x = clamped(geometry.x(legs.get(first).from()));
          words(legs.get(i), x, wide(legs.get(i), x));
          first = i + 1;
        }
      }
    }

    /** Within the bar where they fit, shorter where they must be, or beside it at its end. */
    private void words(Leg leg, double x, double wide) {
      boolean last = road.isLast(leg);
      boolean over = last && !road.isOpen() && !road.outcome().isEmpty();
      String said = over ? road.outcome() : leg.words();
      double room = geometry.width() - x - wide - em;
      double y = top + high / 2;
      if (width(said) + 1.2 * em > wide && last && width(said) <= room) {
        text(said, type.small(), Role.TEXT, x + wide + 0.6 * em, y);
        return;
      }
      for (String shorter : Leg.shorter(said)) {
        if (width(shorter) + 1.2 * em <= wide) {
          within(leg.kind(), shorter, x + (wide - width(shorter)) / 2, y);
          return;
        }
      }
    }

    /** Only a filled bar is a ground for words; others get a plate. */
    private void within(Leg.Kind kind, String words, double x, double y) {
      if (kind.texture() == Texture.SOLID) {
        text(words, type.small(), Role.ON_STAGE, x, y);
        return;
      }
      g.setFill(roles.color(Role.PANEL));
      double side = 0.35 * em;
      g.fillRoundRect(x - side, y - 0.62 * em, width(words) + 2 * side, 1.24 * em, side, side);
      text(words, type.small(), kind == Leg.Kind.UNKNOWN ? Role.WARN : Role.TEXT, x, y);
    }

    private double clamped(double x) {
      return Math.max(geometry.left(), Math.min(geometry.right(), x));
    }
  }

  private void text(String text, Font font, Role role, double x, double y) {
    g.setTextAlign(TextAlignment.LEFT);
    g.setFont(font);
    Color color = roles.color(role);
    g.setFill(color);
    g.fillText(text, x, y);
  }

  /** In the small type; measuring costs more than drawing. */
  double width(String text) {
    if (widths.size() > MOST_WIDTHS) {
      widths.clear();
    }
    return widths.computeIfAbsent(text, t -> Type.width(t, type.small()));
  }
}
