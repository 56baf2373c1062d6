package dev.roundabout.viz.ui.flow;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;

/**
 * What stands still: the clients at the left, the pods at the right and the lines between them, or
 * a heat map where those would be too many. Lengths are pixels. Two sceneries that are equal look
 * the same.
 *
 * @param hub what stands between clients and pods; empty for a headless Service
 */
record Scenery(
    List<Client> clients,
    Optional<Hub> hub,
    List<Lane> lanes,
    List<Block> blocks,
    Optional<Heat> heat) {
  static final Scenery NOTHING =
      new Scenery(List.of(), Optional.empty(), List.of(), List.of(), Optional.empty());

  static Scenery of(Heat heat) {
    return new Scenery(List.of(), Optional.empty(), List.of(), List.of(), Optional.of(heat));
  }

  record Point(double x, double y) {}

  /**
   * @param number from 1; 0 for all of them in one box
   * @param rate in words
   * @param knows what its resolver delivered, in words
   * @param shape how much there is room for
   */
  record Client(
      int number,
      String title,
      String rate,
      String knows,
      double x,
      double y,
      double w,
      double h,
      Shape shape) {

    /** How the texts of a client stand in its box. */
    enum Shape {
      /** One below the other, in the middle. */
      LONE,
      /** Name and rate above, and below what it knows. */
      TALL,
      /** All in one line. */
      FLAT
    }

    Point exit() {
      return new Point(x + w, y + h / 2);
    }
  }

  /**
   * The ClusterIP. Lines go through it below its texts, a client's at one height.
   *
   * @param lines below the title
   * @param top of the part that lines go through
   */
  record Hub(String title, List<String> lines, double x, double y, double w, double h, double top) {

    /** Where the lines of one client of several go through. */
    double height(int index, int clients) {
      return top + (y + h - top) * (index + 0.5) / clients;
    }
  }

  /** How a line is drawn. */
  enum Stroke {
    /** Requests can go along it. */
    SOLID,
    /** The client knows the pod and does not use it. */
    THIN,
    /** A connection is being made. */
    DOTTED,
    /** Of a pod that leaves, or that cannot be connected to. */
    DASHED,
    /** The client does not know the pod. */
    FAINT
  }

  /**
   * A client's line to a pod.
   *
   * @param client from 1; 0 for all of them
   * @param place of the pod
   * @param way two points, or four where it goes through the hub
   */
  record Lane(int client, String pod, int place, Stroke stroke, double width, List<Point> way) {}

  /**
   * A pod, or a group of pods in the same standing.
   *
   * @param pod full name; empty for a group
   * @param place of the pod; -1 for a group
   * @param detail a second line; empty where there is no room for it
   * @param look what its standing looks like
   * @param ticks one for every pod of a group
   */
  record Block(
      String pod,
      int place,
      String title,
      String detail,
      String right,
      Look look,
      double x,
      double y,
      double w,
      double h,
      List<Tick> ticks) {
    boolean serving() {
      return look.serving();
    }
  }

  /** A pod in a group. */
  record Tick(String pod, int place, double y) {}

  /**
   * The part in which dots move. The smaller it is the less must be copied to the screen.
   *
   * @param margin around it
   */
  Rectangle2D zone(double margin) {
    if (lanes.isEmpty()) {
      return Rectangle2D.EMPTY;
    }
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = 0;
    double bottom = 0;
    for (Lane lane : lanes) {
      for (Point point : lane.way()) {
        left = Math.min(left, point.x());
        top = Math.min(top, point.y());
        right = Math.max(right, point.x());
        bottom = Math.max(bottom, point.y());
      }
    }
    double x = Math.floor(left - margin);
    double y = Math.floor(Math.max(0, top - margin));
    double width = Math.ceil(right - left + 2 * margin);
    return new Rectangle2D(x, y, width, Math.ceil(bottom - y + 4 * margin));
  }

  /** The full name of the pod that is drawn there. */
  Optional<String> podAt(double x, double y) {
    return heat.flatMap(map -> map.podAt(x, y)).or(() -> inBlock(x, y));
  }

  private Optional<String> inBlock(double x, double y) {
    return blocks.stream()
        .filter(block -> x >= block.x() && x <= block.x() + block.w())
        .filter(block -> y >= block.y() && y <= block.y() + block.h())
        .findFirst()
        .flatMap(block -> nearest(block, y));
  }

  private static Optional<String> nearest(Block block, double y) {
    return block.ticks().stream()
        .min((one, other) -> Double.compare(Math.abs(one.y() - y), Math.abs(other.y() - y)))
        .map(Tick::pod)
        .or(() -> Optional.of(block.pod()));
  }
}
