package dev.roundabout.viz.ui.flow;

import java.util.List;
import java.util.Optional;

/**
 * Clients as rows, pods as columns, and in each cell what the one gives to the other. Lengths are
 * pixels.
 *
 * @param x of the first column
 * @param y of the first row
 * @param cellWide width of a cell, with the gap to the next
 * @param cellHigh height of a cell, with the gap to the next
 * @param cells by row; in the order of the columns
 * @param words below the map, a line each
 */
record Heat(
    double x,
    double y,
    double cellWide,
    double cellHigh,
    List<Row> rows,
    List<Column> columns,
    List<List<Cell>> cells,
    List<Gap> gaps,
    List<String> words) {

  /**
   * A client.
   *
   * @param label empty where there is no room for one in each row
   */
  record Row(String label, String rate) {}

  /**
   * A pod.
   *
   * @param label empty where there is no room for one above each column
   * @param differs whether it gets clearly more or less than most, or nothing
   */
  record Column(String pod, int place, Look look, String label, double labelX, boolean differs) {}

  /**
   * @param level of the highest rate, 0 to 4; a connection that carries nothing is 0
   * @param connected whether requests can go that way
   * @param rate in digits; empty where there is no room for them
   */
  record Cell(int level, boolean connected, String rate) {}

  /** Neighbouring pods that get nothing, for the same reason. */
  record Gap(int first, int count, Look look, String words) {}

  double right() {
    return x + columns.size() * cellWide;
  }

  double bottom() {
    return y + rows.size() * cellHigh;
  }

  Optional<String> podAt(double atX, double atY) {
    int column = (int) Math.floor((atX - x) / cellWide);
    return column >= 0 && column < columns.size() && atY <= bottom()
        ? Optional.of(columns.get(column).pod())
        : Optional.empty();
  }
}
