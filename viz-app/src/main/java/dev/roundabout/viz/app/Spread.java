package dev.roundabout.viz.app;

import java.util.List;
import java.util.Locale;

/**
 * Figures of several rounds: the middle one, and how far the others lie.
 *
 * @param error the standard error of the median; infinite where there was one round
 */
record Spread(double min, double median, double max, double error) {
  /** Of a median over that of a mean, for many figures that lie as chance would have them. */
  private static final double MEDIAN_TO_MEAN = Math.sqrt(Math.PI / 2);

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
    return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1), error(sorted));
  }

  private static double error(List<Double> figures) {
    int rounds = figures.size();
    if (rounds < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double mean = figures.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares =
        figures.stream().mapToDouble(figure -> (figure - mean) * (figure - mean)).sum();
    return MEDIAN_TO_MEAN * Math.sqrt(squares / (rounds - 1) / rounds);
  }

  /** The median with the range in brackets, each in the given format. */
  String text(String format) {
    String all = format + "  (" + format + " to " + format + ")";
    return String.format(Locale.ROOT, all, median, min, max);
  }
}
