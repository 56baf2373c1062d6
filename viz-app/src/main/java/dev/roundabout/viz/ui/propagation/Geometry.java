package dev.roundabout.viz.ui.propagation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is on the canvas, in pixels.
 *
 * @param first index of the first row that is shown
 */
record Geometry(double width, double height, double em, double names, Span span, int first) {

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
    return height >= 9 * em;
  }

  /** Above axis and legend. */
  double bottom() {
    return height - (hasLegend() ? 3.3 : 1.6) * em;
  }

  double rowHeight() {
    return 2.05 * em;
  }

  /** How many rows fit; one at least. */
  int rows() {
    return Math.max(1, (int) ((bottom() - top()) / rowHeight()));
  }

  double y(int row) {
    return top() + (row - first) * rowHeight();
  }

  boolean isShown(int row) {
    return row >= first && row < first + rows();
  }

  Optional<Spot> spotAt(List<Road> roads, double x, double y, Instant now) {
    int row = first + (int) Math.floor((y - top()) / rowHeight());
    if (y < top() || !isShown(row) || row >= roads.size() || x > right()) {
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
