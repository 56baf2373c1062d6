package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.ui.flow.Scenery.Client;
import dev.roundabout.viz.ui.flow.Scenery.Hub;
import dev.roundabout.viz.ui.flow.Scenery.Lane;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import dev.roundabout.viz.ui.flow.Scenery.Stroke;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the clients, what stands between them and the pods, and the lines. */
final class LinePainter {
  private final GraphicsContext g;
  private final Roles roles;
  private final Type type;
  private final double em;

  LinePainter(GraphicsContext g, Roles roles, Type type) {
    this.g = g;
    this.roles = roles;
    this.type = type;
    this.em = type.em();
  }

  void paint(Scenery scenery) {
    scenery.hub().ifPresent(this::hub);
    Set<Lane> drawn = new HashSet<>();
    for (Lane lane : scenery.lanes()) {
      // Several pods may share an end: one line is enough.
      if (drawn.add(new Lane(lane.client(), "", 0, lane.stroke(), 0, lane.way()))) {
        lane(lane);
      }
    }
    g.setLineDashes();
    g.setLineCap(StrokeLineCap.SQUARE);
    scenery.clients().forEach(this::client);
  }

  private void lane(Lane lane) {
    Color hue =
        roles.color(
            lane.stroke() == Stroke.SOLID || lane.stroke() == Stroke.DOTTED
                ? Role.pod(lane.place())
                : Role.MUTED);
    g.setStroke(hue.deriveColor(0, 1, 1, lane.stroke() == Stroke.SOLID ? 0.62 : 0.8));
    g.setLineWidth(lane.width());
    dash(lane.stroke());
    List<Point> way = lane.way();
    g.beginPath();
    g.moveTo(way.get(0).x(), way.get(0).y());
    for (int i = 1; i < way.size(); i++) {
      Point from = way.get(i - 1);
      Point to = way.get(i);
      double middle = (from.x() + to.x()) / 2;
      g.bezierCurveTo(middle, from.y(), middle, to.y(), to.x(), to.y());
    }
    g.stroke();
  }

  private void dash(Stroke stroke) {
    g.setLineCap(
        stroke == Stroke.DOTTED || stroke == Stroke.FAINT
            ? StrokeLineCap.ROUND
            : StrokeLineCap.BUTT);
    switch (stroke) {
      case SOLID, THIN -> g.setLineDashes();
      case DOTTED -> {
        g.setLineWidth(0.24 * em);
        g.setLineDashes(0.01, 0.55 * em);
      }
      case DASHED -> g.setLineDashes(0.5 * em, 0.4 * em);
      case FAINT -> g.setLineDashes(0.01, 0.75 * em);
    }
  }

  private void hub(Hub hub) {
    g.setLineDashes();
    g.setLineWidth(1.2);
    frame(hub.x(), hub.y(), hub.w(), hub.h(), Role.MUTED);
    double middle = hub.x() + hub.w() / 2;
    double room = hub.w() - em;
    double y = hub.y() + 0.95 * em;
    g.setTextAlign(TextAlignment.CENTER);
    text(Type.fitted(hub.title(), type.strong(), room), type.strong(), Role.TEXT, middle, y);
    for (String line : hub.lines()) {
      y += 1.25 * em;
      text(Type.fitted(line, type.small(), room), type.small(), Role.MUTED, middle, y);
    }
    g.setTextAlign(TextAlignment.LEFT);
  }

  private void client(Client client) {
    g.setLineWidth(1.2);
    if (client.number() == 0) {
      frame(client.x() + 0.3 * em, client.y() - 0.3 * em, client.w(), client.h(), Role.ACCENT);
    }
    frame(client.x(), client.y(), client.w(), client.h(), Role.ACCENT);
    double y = client.y() + client.h() / 2;
    switch (client.shape()) {
      case LONE -> lone(client, y);
      case TALL -> {
        sides(client, y - 0.62 * em);
        text(fitted(client.knows(), client), type.small(), Role.MUTED, left(client), y + 0.7 * em);
      }
      case FLAT -> flat(client, y);
    }
  }

  private void lone(Client client, double y) {
    boolean three = client.h() >= 4.2 * em;
    double middle = client.x() + client.w() / 2;
    double step = three ? 1.45 * em : 0.7 * em;
    g.setTextAlign(TextAlignment.CENTER);
    text(client.title(), type.strong(), Role.TEXT, middle, y - step);
    text(fitted(client.rate(), client), type.small(), Role.TEXT, middle, three ? y : y + step);
    if (three) {
      text(fitted(client.knows(), client), type.small(), Role.MUTED, middle, y + step);
    }
    g.setTextAlign(TextAlignment.LEFT);
  }

  /** The name at the left, the rate at the right. */
  private void sides(Client client, double y) {
    text(client.title(), type.strong(), Role.TEXT, left(client), y);
    double room = client.w() - 1.9 * em - Type.width(client.title(), type.strong());
    g.setTextAlign(TextAlignment.RIGHT);
    double right = client.x() + client.w() - 0.7 * em;
    text(Type.fitted(client.rate(), type.small(), room), type.small(), Role.TEXT, right, y);
    g.setTextAlign(TextAlignment.LEFT);
  }

  private void flat(Client client, double y) {
    sides(client, y);
    double title = Type.width(client.title(), type.strong());
    double rate = Type.width(client.rate(), type.small());
    double room = client.w() - 2.4 * em - title - rate;
    String knows = Type.fitted(client.knows(), type.small(), room);
    text(knows, type.small(), Role.MUTED, left(client) + title + 0.5 * em, y);
  }

  private double left(Client client) {
    return client.x() + 0.7 * em;
  }

  private String fitted(String text, Client client) {
    return Type.fitted(text, type.small(), client.w() - em);
  }

  private void frame(double x, double y, double w, double h, Role hue) {
    double arc = Math.min(1.1 * em, h / 2);
    g.setFill(roles.color(Role.INSET));
    g.fillRoundRect(x, y, w, h, arc, arc);
    g.setStroke(roles.color(hue));
    g.strokeRoundRect(x + 0.5, y + 0.5, w - 1, h - 1, arc, arc);
  }

  private void text(String text, Font font, Role role, double x, double y) {
    g.setFont(font);
    g.setFill(roles.color(role));
    g.fillText(text, x, y);
  }
}
