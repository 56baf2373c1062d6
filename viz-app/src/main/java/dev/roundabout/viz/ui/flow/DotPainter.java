package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.LoadTick.SampledCall;
import dev.roundabout.viz.ui.flow.Scenery.Lane;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;

/** Draws the dots along the lines of their clients; a failed call is a cross that falls off. */
final class DotPainter {
  private final GraphicsContext g;
  private final Roles roles;
  private final Sprites sprites;
  private final double radius;

  /** By client, 0 for all of them, and by pod. */
  private final Map<Integer, Map<String, Lane>> lanes = new HashMap<>();

  private final Map<Integer, Point> exits = new HashMap<>();

  DotPainter(GraphicsContext g, Roles roles, Sprites sprites, Scenery scenery, double em) {
    this.sprites = sprites;
    this.g = g;
    this.roles = roles;
    this.radius = em * (scenery.lanes().size() > 30 ? 0.19 : 0.3);
    scenery
        .lanes()
        .forEach(
            lane ->
                lanes
                    .computeIfAbsent(lane.client(), client -> new HashMap<>())
                    .put(lane.pod(), lane));
    scenery.clients().forEach(client -> exits.put(client.number(), client.exit()));
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
    Optional<Lane> lane = lane(call);
    if (call.ok() && lane.isPresent()) {
      Point at = along(lane.get().way(), progress);
      Image dot = sprites.dot(lane.get().place(), radius);
      double half = dot.getWidth() / 2;
      g.drawImage(dot, Math.rint(at.x() - half), Math.rint(at.y() - half));
      return;
    }
    Point exit = exits.getOrDefault(call.client(), exits.get(0));
    if (exit != null && !call.ok()) {
      cross(fall(exit, progress));
    }
  }

  /** None where the call is of a client or a pod that is not drawn any more, or not yet. */
  private Optional<Lane> lane(SampledCall call) {
    Map<String, Lane> all = lanes.getOrDefault(0, Map.of());
    return Optional.ofNullable(lanes.getOrDefault(call.client(), all).get(call.pod()));
  }

  /** A curve, or a curve, a straight part through the hub, and a curve. */
  private static Point along(List<Point> way, double progress) {
    Point end = way.get(way.size() - 1);
    if (way.size() == 2) {
      return curve(way.get(0), end, progress);
    }
    double x = way.get(0).x() + (end.x() - way.get(0).x()) * progress;
    for (int i = 1; i < way.size(); i++) {
      Point from = way.get(i - 1);
      Point to = way.get(i);
      if (x <= to.x()) {
        return curve(from, to, (x - from.x()) / Math.max(1, to.x() - from.x()));
      }
    }
    return end;
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
  private Point fall(Point exit, double progress) {
    Canvas canvas = g.getCanvas();
    double floor = canvas.getLayoutY() + canvas.getHeight() - 2 * radius;
    return new Point(
        exit.x() + progress * canvas.getWidth() * 0.4,
        exit.y() + (floor - exit.y()) * progress * progress);
  }

  private void cross(Point at) {
    g.setStroke(roles.color(Role.BAD));
    double arm = radius * 1.2;
    g.strokeLine(at.x() - arm, at.y() - arm, at.x() + arm, at.y() + arm);
    g.strokeLine(at.x() - arm, at.y() + arm, at.x() + arm, at.y() - arm);
  }
}
