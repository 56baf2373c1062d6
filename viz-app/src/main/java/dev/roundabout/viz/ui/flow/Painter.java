package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.ui.flow.Scenery.Block;
import dev.roundabout.viz.ui.flow.Scenery.Tick;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Type;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the scenery: the pods itself, the rest by others. */
final class Painter {
  private final GraphicsContext g;
  private final Roles roles;
  private final Type type;
  private final double em;

  Painter(GraphicsContext g, Roles roles, Type type) {
    this.g = g;
    this.roles = roles;
    this.type = type;
    this.em = type.em();
  }

  void paint(Scenery scenery, String selected) {
    g.clearRect(0, 0, g.getCanvas().getWidth(), g.getCanvas().getHeight());
    Type.centred(g);
    if (scenery.heat().isPresent()) {
      new HeatPainter(g, roles, type).paint(scenery.heat().get(), selected);
      return;
    }
    new LinePainter(g, roles, type).paint(scenery);
    for (Block block : scenery.blocks()) {
      if (block.ticks().isEmpty()) {
        box(block, block.pod().equals(selected));
      } else {
        group(block);
      }
    }
  }

  private void box(Block block, boolean selected) {
    Role hue = block.serving() ? Role.pod(block.place()) : Role.MUTED;
    dashes(block);
    g.setLineWidth(selected ? 3 : 1.2);
    frame(block.x(), block.y(), block.w(), block.h(), selected ? Role.ACCENT : hue, 1);
    g.setLineDashes();
    double y = block.y() + block.h() / 2;
    Color dot = color(Role.pod(block.place()));
    block.look().texture().dot(g, dot, block.x() + 1.28 * em, y, 0.76 * em, em);
    if (block.detail().isEmpty()) {
      oneLine(block, y);
    } else if (block.serving()) {
      servingLines(block, y);
    } else {
      waitingLines(block, y);
    }
    g.setTextAlign(TextAlignment.LEFT);
  }

  private void oneLine(Block block, double y) {
    double room = right(block) - left(block);
    double nameWidth = Type.width(block.title(), type.strong());
    String words = Type.fitted(block.right(), type.small(), room - nameWidth - 0.5 * em);
    name(block, nameWidth + 1, y);
    atRight(words, type.small(), tone(block), right(block), y);
  }

  /** Name and address at the left, the rate at the right. */
  private void servingLines(Block block, double y) {
    double room = right(block) - left(block);
    name(block, room - Type.width(block.right(), type.strong()) - 0.5 * em, y - 0.65 * em);
    text(block.detail(), type.mono(), Role.MUTED, left(block), y + 0.75 * em);
    atRight(block.right(), type.strong(), Role.TEXT, right(block), y);
  }

  /** Name and address above, and why it gets nothing below. */
  private void waitingLines(Block block, double y) {
    double room = right(block) - left(block);
    name(block, room - Type.width(block.detail(), type.mono()) - 0.5 * em, y - 0.65 * em);
    String words = Type.fitted(block.right(), type.small(), room);
    text(words, type.small(), tone(block), left(block), y + 0.75 * em);
    atRight(block.detail(), type.mono(), Role.MUTED, right(block), y - 0.65 * em);
  }

  private void name(Block block, double room, double y) {
    String title = Type.fitted(shortened(block.title(), room), type.strong(), room);
    text(title, type.strong(), block.serving() ? Role.TEXT : Role.MUTED, left(block), y);
  }

  private void atRight(String text, Font font, Role role, double x, double y) {
    g.setTextAlign(TextAlignment.RIGHT);
    text(text, font, role, x, y);
    g.setTextAlign(TextAlignment.LEFT);
  }

  private double left(Block block) {
    return block.x() + 2.2 * em;
  }

  private double right(Block block) {
    return block.x() + block.w() - 0.8 * em;
  }

  private static Role tone(Block block) {
    return block.serving() ? Role.TEXT : block.look().warns() ? Role.WARN : Role.MUTED;
  }

  /** The short name says as much as the long one. */
  private String shortened(String title, double room) {
    int dash = title.lastIndexOf('-');
    return dash >= 0 && Type.width(title, type.strong()) > room ? title.substring(dash + 1) : title;
  }

  private void group(Block block) {
    dashes(block);
    g.setLineWidth(1.2);
    frame(block.x(), block.y(), block.w(), block.h(), block.serving() ? Role.GOOD : Role.MUTED, 1);
    g.setLineDashes();
    int count = block.ticks().size();
    double thick = Math.max(1, Math.min(0.6 * em, (block.h() - 0.6 * em) / count * 0.7));
    for (Tick tick : block.ticks()) {
      g.setFill(alpha(color(Role.pod(tick.place())), block.serving() ? 1 : 0.5));
      g.fillRect(block.x() + 0.35 * em, tick.y() - thick / 2, 1.2 * em, thick);
    }
    double left = block.x() + 2.4 * em;
    double room = block.w() - 3 * em;
    double y = block.y() + block.h() / 2;
    boolean tall = block.h() > 2.5 * em;
    text(block.title(), type.strong(), Role.TEXT, left, tall ? y - 0.75 * em : y);
    Role tone = block.serving() ? Role.GOOD : block.look().warns() ? Role.WARN : Role.MUTED;
    double beside = tall ? 0 : Type.width(block.title(), type.strong()) + 0.6 * em;
    String detail = Type.fitted(block.detail(), type.small(), room - beside);
    text(detail, type.small(), tone, left + beside, tall ? y + 0.75 * em : y);
  }

  private void dashes(Block block) {
    block.look().texture().dash(g, em);
  }

  private void frame(double x, double y, double w, double h, Role hue, double opacity) {
    double arc = em * 1.1;
    g.setFill(color(Role.INSET));
    g.fillRoundRect(x, y, w, h, arc, arc);
    g.setStroke(alpha(color(hue), opacity));
    g.strokeRoundRect(x + 0.5, y + 0.5, w - 1, h - 1, arc, arc);
  }

  private void text(String text, Font font, Role role, double x, double y) {
    g.setFont(font);
    g.setFill(color(role));
    g.fillText(text, x, y);
  }

  private Color color(Role role) {
    return roles.color(role);
  }

  private static Color alpha(Color color, double opacity) {
    return color.deriveColor(0, 1, 1, opacity);
  }
}
