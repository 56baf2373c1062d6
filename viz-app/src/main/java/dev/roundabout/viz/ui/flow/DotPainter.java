package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.LoadTick.SampledCall;
import dev.roundabout.viz.ui.flow.Scenery.Client;
import dev.roundabout.viz.ui.flow.Scenery.Lane;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;

/** Draws the dots along their curves; a failed call is a cross that falls off. */
final class DotPainter {
  /** The part of the way from a client's box to the hub, where there are several boxes. */
  private static final double APPROACH = 0.15;

  private final GraphicsContext g;
  private final Roles roles;
  private final Sprites sprites;
  private final Scenery scenery;
  private final double radius;
  private final Map<String, Lane> lanes = new HashMap<>();

  DotPainter(GraphicsContext g, Roles roles, Sprites sprites, Scenery scenery, double em) {
    this.sprites = sprites;
    this.g = g;
    this.roles = roles;
    this.scenery = scenery;
    this.radius = em * (scenery.lanes().size() > 30 ? 0.19 : 0.3);
    scenery.lanes().forEach(lane -> lanes.put(lane.pod(), lane));
  }

  void paint(Iterable<Dots.Dot> dots, Instant now) {
    Canvas canvas = g.getCanvas();
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    g.translate(-canvas.getLayoutX(), -canvas.getLayoutY());
    g.setLineWidth(radius * 0.7);
    for (Dots.Dot dot : dots) {
      double progress = dot.progress(now);
      if (progress >= 0) {
        paint(dot.call(), progress);
      }
    }
  }

  private void paint(SampledCall call, double progress) {
    Lane lane = lanes.get(call.pod());
    if (!call.ok() || lane == null) {
      cross(fall(progress));
      return;
    }
    Point at = along(call, lane, progress);
    Image dot = sprites.dot(lane.place(), radius);
    double half = dot.getWidth() / 2;
    g.drawImage(dot, Math.rint(at.x() - half), Math.rint(at.y() - half));
  }

  private Point along(SampledCall call, Lane lane, double progress) {
    int boxes = scenery.clients().size();
    if (boxes == 1) {
      return curve(scenery.hub(), lane.end(), progress);
    }
    if (progress < APPROACH) {
      Client box = scenery.clients().get(Math.floorMod(call.client() - 1, boxes));
      return between(box.exit(), scenery.hub(), progress / APPROACH);
    }
    return curve(scenery.hub(), lane.end(), (progress - APPROACH) / (1 - APPROACH));
  }

  private static Point between(Point from, Point to, double t) {
    return new Point(from.x() + (to.x() - from.x()) * t, from.y() + (to.y() - from.y()) * t);
  }

  /** The cubic curve that {@link Painter} strokes. */
  static Point curve(Point from, Point to, double t) {
    double rest = 1 - t;
    double middle = (from.x() + to.x()) / 2;
    double a = rest * rest * rest;
    double b = 3 * rest * rest * t + 3 * rest * t * t;
    double c = t * t * t;
    double y = from.y() * (a + 3 * rest * rest * t) + to.y() * (c + 3 * rest * t * t);
    return new Point(a * from.x() + b * middle + c * to.x(), y);
  }

  /** Where no pod answered there is no curve to follow. */
  private Point fall(double progress) {
    Point hub = scenery.hub();
    Canvas canvas = g.getCanvas();
    double floor = canvas.getLayoutY() + canvas.getHeight() - 2 * radius;
    return new Point(
        hub.x() + progress * canvas.getWidth() * 0.4,
        hub.y() + (floor - hub.y()) * progress * progress);
  }

  private void cross(Point at) {
    g.setStroke(roles.color(Role.BAD));
    double arm = radius * 1.2;
    g.strokeLine(at.x() - arm, at.y() - arm, at.x() + arm, at.y() + arm);
    g.strokeLine(at.x() - arm, at.y() + arm, at.x() + arm, at.y() - arm);
  }
}
