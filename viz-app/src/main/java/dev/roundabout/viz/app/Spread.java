package dev.roundabout.viz.app;

import java.util.List;
import java.util.Locale;

/** Figures of several rounds: the middle one, and how far the others lie. */
record Spread(double min, double median, double max) {

  /**
   * @param figures at least one
   */
  static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
  }

  /** The median with the range in brackets, each in the given format. */
  String text(String format) {
    String all = format + "  (" + format + " to " + format + ")";
    return String.format(Locale.ROOT, all, median, min, max);
  }
}
