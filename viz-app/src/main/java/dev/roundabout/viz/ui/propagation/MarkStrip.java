package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.ui.kit.Role;
import java.util.ArrayList;
import java.util.List;

/** The marks that have room above the lanes: the newest win, and so do their words. */
final class MarkStrip {
  /** A mark with the words that have room beside it; empty where none have. */
  record Placed(Mark mark, double x, String words) {}

  /** Width of a text in pixels. */
  @FunctionalInterface
  interface Measure {
    double width(String text);
  }

  private MarkStrip() {}

  /** From right to left; marks nearer than a glyph to one that is placed are left out. */
  static List<Placed> place(List<Mark> marks, Geometry geometry, Measure measure) {
    double em = geometry.em();
    List<Placed> placed = new ArrayList<>();
    double taken = geometry.width();
    double last = Double.MAX_VALUE;
    for (int i = marks.size() - 1; i >= 0; i--) {
      Mark mark = marks.get(i);
      double x = geometry.x(mark.at());
      if (x < geometry.left() - 1) {
        break;
      }
      if (x > geometry.right() || x > last - 0.7 * em) {
        continue;
      }
      boolean fits = x + 0.9 * em + measure.width(mark.words()) < taken - 0.6 * em;
      placed.add(new Placed(mark, x, fits ? mark.words() : ""));
      taken = x - 0.4 * em;
      last = x;
    }
    return placed;
  }

  /** Tells the kind without its colour. */
  static String glyph(Mark.Kind kind) {
    return switch (kind) {
      case USER -> "▸";
      case ASKED -> "?";
      case DISCARDED -> "!";
      case ANSWERED -> "+";
      case UNCHANGED -> "=";
      case FAILED -> "×";
    };
  }

  static Role role(Mark.Kind kind) {
    return switch (kind) {
      case USER -> Role.ACCENT;
      case ASKED -> Role.TEXT;
      case DISCARDED -> Role.WARN;
      case ANSWERED -> Role.GOOD;
      case UNCHANGED -> Role.MUTED;
      case FAILED -> Role.BAD;
    };
  }

  /** For the legend. */
  static String word(Mark.Kind kind) {
    return switch (kind) {
      case USER -> "you";
      case ASKED -> "asked";
      case DISCARDED -> "discarded";
      case ANSWERED -> "answered";
      case UNCHANGED -> "unchanged";
      case FAILED -> "failed";
    };
  }
}
