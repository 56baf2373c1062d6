package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.ui.flow.Heat.Cell;
import dev.roundabout.viz.ui.flow.Heat.Column;
import dev.roundabout.viz.ui.flow.Heat.Gap;
import dev.roundabout.viz.ui.flow.Heat.Row;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Texture;
import dev.roundabout.viz.ui.kit.Type;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws a heat map. The more a cell gets the higher and the fuller it is filled. */
final class HeatPainter {
  private static final double[] OPACITIES = {0.28, 0.42, 0.58, 0.76, 1};
  private static final double[] HEIGHTS = {0.3, 0.5, 0.7, 0.85, 1};

  private final GraphicsContext g;
  private final Roles roles;
  private final Type type;
  private final double em;

  HeatPainter(GraphicsContext g, Roles roles, Type type) {
    this.g = g;
    this.roles = roles;
    this.type = type;
    this.em = type.em();
  }

  void paint(Heat heat, String selected) {
    g.setFill(roles.color(Role.INSET));
    g.fillRect(heat.x(), heat.y(), heat.right() - heat.x(), heat.bottom() - heat.y());
    heat.gaps().forEach(gap -> gap(heat, gap));
    for (int i = 0; i < heat.columns().size(); i++) {
      column(heat, i, heat.columns().get(i).pod().equals(selected));
    }
    for (int i = 0; i < heat.rows().size(); i++) {
      row(heat, i);
    }
    double y = heat.bottom() + 0.95 * em;
    for (String line : heat.words()) {
      text(line, type.small(), Role.TEXT, 0.3 * em, y, TextAlignment.LEFT);
      y += 1.3 * em;
    }
  }

  /** Hatched or hollow, with the reason where there is room. */
  private void gap(Heat heat, Gap gap) {
    double x = heat.x() + gap.first() * heat.cellWide();
    double wide = gap.count() * heat.cellWide();
    double high = heat.bottom() - heat.y();
    Role hue = gap.look().warns() ? Role.WARN : Role.MUTED;
    Texture texture = gap.look().texture() == Texture.SOLID ? Texture.HOLLOW : gap.look().texture();
    Color faint = roles.color(hue).interpolate(roles.color(Role.INSET), 0.55);
    texture.fill(g, faint, roles.color(Role.INSET), x, heat.y(), wide - line(heat), high, em);
    if (!gap.words().isEmpty()) {
      double room = Type.width(gap.words(), type.strong()) + em;
      double middle = heat.y() + high / 2;
      g.setFill(roles.color(Role.PANEL));
      g.fillRoundRect(x + (wide - room) / 2, middle - 0.9 * em, room, 1.8 * em, 0.6 * em, 0.6 * em);
      text(
          gap.words(),
          type.strong(),
          hue == Role.WARN ? hue : Role.TEXT,
          x + wide / 2,
          middle,
          TextAlignment.CENTER);
    }
  }

  private void column(Heat heat, int index, boolean selected) {
    Column column = heat.columns().get(index);
    double x = heat.x() + index * heat.cellWide();
    Color hue = roles.color(Role.pod(column.place()));
    double wide = Math.max(1, heat.cellWide() - line(heat));
    mark(column, hue, x, wide, heat.y() - 0.6 * em);
    if (!column.label().isEmpty()) {
      Role role =
          column.look().serving() ? Role.TEXT : column.look().warns() ? Role.WARN : Role.MUTED;
      text(
          column.label(),
          column.differs() ? type.monoStrong() : type.mono(),
          role,
          column.labelX(),
          heat.y() - 1.3 * em,
          TextAlignment.CENTER);
    }
    for (int row = 0; row < heat.rows().size(); row++) {
      cell(heat.cells().get(row).get(index), hue, x, heat.y() + row * heat.cellHigh(), wide, heat);
    }
    if (selected) {
      g.setStroke(roles.color(Role.ACCENT));
      g.setLineWidth(2);
      g.strokeRect(x - 1.5, heat.y() - 0.7 * em, wide + 3, heat.bottom() - heat.y() + 0.8 * em);
    }
  }

  /** The pod itself: filled where it gets requests; a ring, or half of its height, where not. */
  private void mark(Column column, Color hue, double x, double wide, double y) {
    double high = 0.4 * em;
    if (column.look().serving()) {
      g.setFill(hue);
      g.fillRect(x, y, wide, high);
    } else if (wide >= 4) {
      g.setStroke(hue);
      g.setLineWidth(1);
      g.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1);
    } else {
      g.setFill(hue);
      g.fillRect(x, y + high - 1.5, wide, 1.5);
    }
  }

  private void cell(Cell cell, Color hue, double x, double y, double wide, Heat heat) {
    if (!cell.connected()) {
      return;
    }
    double room = Math.max(1, heat.cellHigh() - Math.min(2, heat.cellHigh() * 0.15));
    boolean number = !cell.rate().isEmpty();
    double high = number ? room : Math.max(1, room * HEIGHTS[cell.level()]);
    double opacity = number ? 0.16 + 0.09 * cell.level() : OPACITIES[cell.level()];
    g.setFill(hue.deriveColor(0, 1, 1, opacity));
    g.fillRect(x, y + room - high, wide, high);
    if (number) {
      text(cell.rate(), type.small(), Role.TEXT, x + wide / 2, y + room / 2, TextAlignment.CENTER);
    }
  }

  private void row(Heat heat, int index) {
    Row row = heat.rows().get(index);
    double y = heat.y() + (index + 0.5) * heat.cellHigh();
    text(row.label(), type.small(), Role.TEXT, heat.x() - 0.5 * em, y, TextAlignment.RIGHT);
    text(row.rate(), type.small(), Role.TEXT, heat.right() + 0.5 * em, y, TextAlignment.LEFT);
  }

  private static double line(Heat heat) {
    return heat.cellWide() < 3 ? 0 : heat.cellWide() < 12 ? 1 : 2;
  }

  private void text(String text, Font font, Role role, double x, double y, TextAlignment side) {
    g.setTextAlign(side);
    g.setFont(font);
    g.setFill(roles.color(role));
    g.fillText(text, x, y);
    g.setTextAlign(TextAlignment.LEFT);
  }
}
