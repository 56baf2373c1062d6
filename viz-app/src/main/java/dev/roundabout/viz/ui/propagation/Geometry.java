package dev.roundabout.viz.ui.propagation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is on the canvas, in pixels.
 *
 * @param first index of the first row that is shown
 * @param legend lines of the legend
 */
record Geometry(
    double width, double height, double em, double names, Span span, int first, int legend) {

  /** Heights of a row in em. */
  private static final double ROOMY = 2.05;

  static final double DENSE = 1.5;

  /** Rows that always have room before the legend gets any. */
  private static final int LEAST_ROWS = 2;

  /** A leg of a row. */
  record Spot(int row, int leg) {}

  double left() {
    return names;
  }

  double room() {
    return Math.max(1, width - names - 0.4 * em);
  }

  double right() {
    return left() + room();
  }

  double x(Instant at) {
    return left() + span.x(at, room());
  }

  /** Part of the shown time that lies left of this place. */
  double part(double x) {
    return Math.max(0, Math.min(1, (x - left()) / room()));
  }

  /** Below the strip of marks. */
  double top() {
    return 1.7 * em;
  }

  boolean hasLegend() {
    return legend > 0 && height - legendHeight() - axis() - top() >= LEAST_ROWS * DENSE * em;
  }

  private double legendHeight() {
    return (legend * Legend.LINE + 0.1) * em;
  }

  private double axis() {
    return 1.6 * em;
  }

  /** Where the legend begins. */
  double legendTop() {
    return height - legendHeight();
  }

  /** Above axis and legend. */
  double bottom() {
    return height - axis() - (hasLegend() ? legendHeight() : 0);
  }

  /** Where there is room for a few only, rows are closer together. */
  double rowHeight() {
    return (bottom() - top() < 3 * ROOMY * em ? DENSE : ROOMY) * em;
  }

  /** How many rows fit; one at least. */
  int rows() {
    return Math.max(1, (int) ((bottom() - top()) / rowHeight()));
  }

  /** Whether the last row says what those do that have no room. */
  boolean summarises(int roads) {
    return roads - first > rows() && rows() > 2;
  }

  /** How many of the roads have no row, at the end. */
  int below(int roads) {
    int shown = summarises(roads) ? rows() - 1 : rows();
    return Math.max(0, roads - first - shown);
  }

  double y(int row) {
    return top() + (row - first) * rowHeight();
  }

  boolean isShown(int row, int roads) {
    return row >= first && row < roads - below(roads);
  }

  Optional<Spot> spotAt(List<Road> roads, double x, double y, Instant now) {
    int row = first + (int) Math.floor((y - top()) / rowHeight());
    if (y < top() || !isShown(row, roads.size()) || x > right()) {
      return Optional.empty();
    }
    List<Leg> legs = roads.get(row).legs();
    for (int i = legs.size() - 1; i >= 0; i--) {
      if (x >= x(legs.get(i).from()) - 3 && x >= left() && x <= x(legs.get(i).end(now)) + 3) {
        return Optional.of(new Spot(row, i));
      }
    }
    return Optional.empty();
  }
}
