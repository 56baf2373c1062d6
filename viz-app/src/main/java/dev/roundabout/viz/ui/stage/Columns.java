package dev.roundabout.viz.ui.stage;

/**
 * Where the parts of a row stand, in pixels from the left of the picture.
 *
 * @param client right edge of the clients
 * @param box left edge of the pods' boxes, where the lines end
 * @param bar left edge of the bars
 * @param rateWide width of the rates, which end at the right
 */
record Columns(
    double em,
    double client,
    double box,
    double boxWide,
    double bar,
    double right,
    double rateWide) {
  static final Columns NONE = new Columns(1, 0, 0, 0, 0, 0, 0);

  private static final double STREAMS = 7;

  /** What of the picture is shown. */
  enum Part {
    /** Flow and bars as one. */
    BOTH,
    FLOW,
    BARS
  }

  static Columns of(Part part, double width, double em) {
    double rate = 6.6 * em;
    double client = Math.max(7.2 * em, 0.12 * width);
    double boxWide = Math.max(8.6 * em, 0.155 * width);
    double gap = 1.1 * em;
    return switch (part) {
      case BOTH -> {
        double box = Math.rint(0.375 * width);
        yield new Columns(em, client, box, boxWide, box + boxWide + gap, width, rate);
      }
      case FLOW -> {
        double box = Math.rint(width - rate - boxWide - gap);
        yield new Columns(em, client, box, boxWide, width, width, rate);
      }
      case BARS -> new Columns(em, 0, 0, boxWide, boxWide + gap, width, rate);
    };
  }

  double barWide(boolean streams) {
    return Math.max(0, right - rateWide - (streams ? STREAMS * em : 0) - em - bar);
  }

  boolean hasBars() {
    return bar < right;
  }

  boolean hasFlow() {
    return client > 0;
  }
}
