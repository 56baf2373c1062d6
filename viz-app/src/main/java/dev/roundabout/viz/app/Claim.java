package dev.roundabout.viz.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * That one thing does at least as well as another, and whether a benchmark bears it out.
 *
 * @param what is compared: {@code one / other}
 * @param ratio of the two in each round, which were measured side by side; it is to be 1 or more
 */
record Claim(String what, Spread ratio) {
  /** Chance alone goes further than two standard errors in one of twenty cases. */
  private static final double ERRORS = 2;

  /** What came of it. */
  enum Outcome {
    HOLDS("holds"),
    OPEN("open: 1 lies within its error"),
    FAILS("FAILS: it is to be 1 or more"),
    UNJUDGED("not judged: that takes two rounds or more");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }
  }

  /**
   * Of two figures in each round.
   *
   * @param ones as many as there are others
   */
  static Claim of(String what, List<Double> ones, List<Double> others) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ones.size(); round++) {
      ratios.add(ones.get(round) / others.get(round));
    }
    return new Claim(what, Spread.of(ratios));
  }

  Outcome outcome() {
    double error = ERRORS * ratio.error();
    if (!Double.isFinite(ratio.median()) || !Double.isFinite(error)) {
      return Outcome.UNJUDGED;
    }
    if (ratio.median() + error < 1) {
      return Outcome.FAILS;
    }
    return ratio.median() - error >= 1 ? Outcome.HOLDS : Outcome.OPEN;
  }

  boolean fails() {
    return outcome() == Outcome.FAILS;
  }

  /** The ratio with its standard error, and what came of it. */
  String text() {
    String error =
        Double.isFinite(ratio.error()) ? String.format(Locale.ROOT, " ± %.3f", ratio.error()) : "";
    return String.format(
        Locale.ROOT, "%s  %.3f%s  %s", what, ratio.median(), error, outcome().words);
  }
}
