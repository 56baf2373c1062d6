package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.model.Standing;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/**
 * How a state is drawn beside its colour, so that it is told apart without it. Nodes get it as a
 * style class, and a canvas is filled with it.
 */
public enum Texture {
  /** Filled: it gets requests. */
  SOLID,
  /** Slanted stripes: it waits for something. */
  HATCHED,
  /** Dots: a connection is being made. */
  DOTTED,
  /** A dashed outline with nothing inside: it goes away, or gets nothing. */
  HOLLOW;

  private static final String PREFIX = "texture-";

  /** Width of a pair of stripes, along each side, in em. */
  private static final double STRIPES = 0.5;

  /** From dot to dot, in em. */
  private static final double DOTS = 0.5;

  /** Of the ground in what lies between stripes and dots. */
  private static final double DIM = 0.68;

  /** What a pod's boxes, bars and addresses look like. */
  public static Texture of(Standing standing) {
    return switch (standing) {
      case SERVING -> SOLID;
      case NOT_READY, NOT_IN_DNS, NOT_RESOLVED, FROZEN -> HATCHED;
      case CONNECTING -> DOTTED;
      case NOT_CHOSEN, IDLE, TRANSIENT_FAILURE, LEAVING -> HOLLOW;
    };
  }

  /** Gives a node this texture in place of another one. */
  public void style(Node node) {
    Labels.restyle(node, PREFIX, PREFIX + name().toLowerCase(Locale.ROOT));
  }

  /**
   * Fills a box with round corners on a canvas.
   *
   * @param ground what is behind it
   * @param em size of the type in pixels
   */
  public void fill(
      GraphicsContext g,
      Color color,
      Color ground,
      double x,
      double y,
      double w,
      double h,
      double em) {
    double arc = 0.35 * em;
    g.setFill(
        switch (this) {
          case SOLID -> color;
          case HATCHED -> stripes(color, dim(color, ground), em);
          case DOTTED -> dim(color, ground);
          case HOLLOW -> ground;
        });
    g.fillRoundRect(x, y, w, h, arc, arc);
    if (this == DOTTED) {
      dots(g, color, x, y, w, h, em);
    } else if (this == HOLLOW) {
      outline(g, color, x, y, w, h, em);
    }
  }

  /** How lines and outlines are drawn from now on. */
  public void dash(GraphicsContext g, double em) {
    switch (this) {
      case SOLID -> g.setLineDashes();
      case HATCHED, HOLLOW -> g.setLineDashes(0.4 * em, 0.32 * em);
      case DOTTED -> g.setLineDashes(0.14 * em, 0.28 * em);
    }
  }

  /** A pod's mark: filled where it gets requests, a ring where it gets none. */
  public void dot(
      GraphicsContext g, Color color, double centerX, double centerY, double size, double em) {
    if (this == SOLID) {
      g.setFill(color);
      g.fillOval(centerX - size / 2, centerY - size / 2, size, size);
      return;
    }
    double line = 0.15 * em;
    g.setStroke(color);
    g.setLineWidth(line);
    g.setLineDashes();
    double inner = size - line;
    g.strokeOval(centerX - inner / 2, centerY - inner / 2, inner, inner);
  }

  private static Color dim(Color color, Color ground) {
    return color.interpolate(ground, DIM);
  }

  private static LinearGradient stripes(Color color, Color between, double em) {
    double side = STRIPES * em;
    return new LinearGradient(
        0,
        0,
        side,
        side,
        false,
        CycleMethod.REPEAT,
        new Stop(0, color),
        new Stop(0.5, color),
        new Stop(0.5, between),
        new Stop(1, between));
  }

  private static void dots(
      GraphicsContext g, Color color, double x, double y, double w, double h, double em) {
    double step = DOTS * em;
    double size = 0.24 * em;
    int rows = Math.max(1, (int) (h / step));
    double top = y + (h - (rows - 1) * step - size) / 2;
    g.setFill(color);
    for (double left = x + step / 2; left + size <= x + w; left += step) {
      for (int row = 0; row < rows; row++) {
        g.fillOval(left, top + row * step, size, size);
      }
    }
  }

  private static void outline(
      GraphicsContext g, Color color, double x, double y, double w, double h, double em) {
    double line = Math.max(1, 0.13 * em);
    double arc = 0.35 * em;
    g.setStroke(color);
    g.setLineWidth(line);
    HOLLOW.dash(g, em);
    g.strokeRoundRect(x + line / 2, y + line / 2, Math.max(0.1, w - line), h - line, arc, arc);
    g.setLineDashes();
  }
}
