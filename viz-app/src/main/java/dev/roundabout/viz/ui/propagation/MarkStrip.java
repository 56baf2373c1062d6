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

  /**
   * First what people did, then the rest, each from right to left; a mark nearer than a glyph to
   * one that is placed is left out.
   */
  static List<Placed> place(List<Mark> marks, Geometry geometry, Measure measure) {
    List<Placed> placed = new ArrayList<>();
    for (boolean user : new boolean[] {true, false}) {
      for (int i = marks.size() - 1; i >= 0; i--) {
        Mark mark = marks.get(i);
        double x = geometry.x(mark.at());
        if (x < geometry.left() - 1) {
          break;
        }
        boolean isUser = mark.kind().isUsers();
        if (isUser == user && x <= geometry.right() && isFree(placed, x, geometry.em())) {
          placed.add(new Placed(mark, x, mark.words()));
        }
      }
    }
    return placed.stream().map(each -> fitted(each, placed, geometry, measure)).toList();
  }

  private static boolean isFree(List<Placed> placed, double x, double em) {
    return placed.stream().allMatch(other -> Math.abs(other.x() - x) > 0.7 * em);
  }

  /** With its words where they end before the next mark. */
  private static Placed fitted(
      Placed each, List<Placed> placed, Geometry geometry, Measure measure) {
    double em = geometry.em();
    double next =
        placed.stream()
            .mapToDouble(Placed::x)
            .filter(x -> x > each.x())
            .min()
            .orElse(geometry.width());
    boolean fits = each.x() + 0.9 * em + measure.width(each.words()) < next - em;
    return fits ? each : new Placed(each.mark(), each.x(), "");
  }

  /** Tells the kind without its colour. */
  static String glyph(Mark.Kind kind) {
    return switch (kind) {
      case USER -> "▸";
      case FROZE -> "*";
      case BURST -> "»";
      case SWITCHED -> "↔";
      case ASKED -> "?";
      case DISCARDED -> "!";
      case ANSWERED -> "+";
      case UNCHANGED -> "=";
      case FAILED -> "×";
    };
  }

  static Role role(Mark.Kind kind) {
    return switch (kind) {
      case USER, FROZE, BURST, SWITCHED -> Role.ACCENT;
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
      case FROZE -> "you froze";
      case BURST -> "burst";
      case SWITCHED -> "switched";
      case ASKED -> "asked";
      case DISCARDED -> "discarded";
      case ANSWERED -> "answered";
      case UNCHANGED -> "unchanged";
      case FAILED -> "failed";
    };
  }
}
