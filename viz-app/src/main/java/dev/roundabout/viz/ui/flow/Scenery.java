package dev.roundabout.viz.ui.flow;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;

/**
 * What stands still: the clients at the left, the pods at the right and the curves between them.
 * Lengths are pixels. Two sceneries that are equal look the same.
 */
record Scenery(List<Client> clients, Point hub, List<Lane> lanes, List<Block> blocks) {

  record Point(double x, double y) {}

  /**
   * @param stack how many frames are drawn behind it, for clients without a box of their own
   */
  record Client(String title, String note, double x, double y, double w, double h, int stack) {
    Point exit() {
      return new Point(x + w, y + h / 2);
    }
  }

  /**
   * A curve from the hub to a pod.
   *
   * @param solid the client uses it; otherwise it knows the address and does not
   * @param drawn false where the client does not know the pod: nothing leads there
   */
  record Lane(String pod, int place, Point end, boolean solid, boolean drawn, double width) {}

  /**
   * A pod, or a group of pods in the same standing.
   *
   * @param pod full name; empty for a group
   * @param place of the pod; -1 for a group
   * @param detail a second line; empty where there is no room for it
   * @param ticks one for every pod of a group
   */
  record Block(
      String pod,
      int place,
      String title,
      String detail,
      String right,
      boolean serving,
      boolean warns,
      double x,
      double y,
      double w,
      double h,
      List<Tick> ticks) {}

  /** A pod in a group. */
  record Tick(int place, double y) {}

  /**
   * The part in which dots move. The smaller it is the less must be copied to the screen.
   *
   * @param margin around it
   */
  Rectangle2D zone(double margin) {
    double left = clients.stream().mapToDouble(client -> client.exit().x()).min().orElse(0);
    double top = hub.y();
    double bottom = hub.y();
    double right = left;
    for (Client client : clients) {
      top = Math.min(top, client.exit().y());
      bottom = Math.max(bottom, client.exit().y());
    }
    for (Lane lane : lanes) {
      top = Math.min(top, lane.end().y());
      bottom = Math.max(bottom, lane.end().y());
      right = Math.max(right, lane.end().x());
    }
    double x = Math.floor(left - margin);
    double y = Math.floor(Math.max(0, top - margin));
    double width = Math.ceil(right - left + 2 * margin);
    return new Rectangle2D(x, y, width, Math.ceil(bottom - y + 4 * margin));
  }

  Optional<Block> blockAt(double x, double y) {
    return blocks.stream()
        .filter(block -> x >= block.x() && x <= block.x() + block.w())
        .filter(block -> y >= block.y() && y <= block.y() + block.h())
        .findFirst();
  }
}
