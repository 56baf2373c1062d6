package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.flow.Scenery.Block;
import dev.roundabout.viz.ui.flow.Scenery.Client;
import dev.roundabout.viz.ui.flow.Scenery.Lane;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Finds a place for everything: boxes while they fit, thinner boxes, then groups. */
final class Planner {
  private static final int OWN_BOXES = 4;

  private final double width;
  private final double height;
  private final double em;

  /**
   * @param em size of the type in pixels
   */
  Planner(double width, double height, double em) {
    this.width = width;
    this.height = height;
    this.em = em;
  }

  Scenery plan(Snapshot snapshot, List<PodRow> rows) {
    List<Client> clients = clients(snapshot);
    Point hub = hub(clients);
    double podWidth = Math.max(16.2 * em, Math.min(17 * em, width * 0.27));
    String deployment = snapshot.cluster().info().deployment();
    Pods pods = new Pods(deployment, width - podWidth - em / 2, podWidth, height, em);
    List<Block> blocks = pods.blocks(rows);
    List<Lane> lanes = new ArrayList<>();
    for (PodRow row : rows) {
      lanes.add(lane(row, pods.entry(blocks, row), rows.size()));
    }
    return new Scenery(clients, hub, List.copyOf(lanes), blocks);
  }

  private Lane lane(PodRow row, Point end, int pods) {
    boolean solid = row.standing() == Standing.SERVING;
    double scale = em / 13 * (pods > 30 ? 0.5 : 1);
    // Steps of half a pixel, so that a share that trembles does not draw everything again.
    double wide = Math.rint((1.5 + 5 * row.share()) * scale * 2) / 2;
    double thickness = solid ? wide : 1.3 * em / 13;
    return new Lane(row.pod().name(), row.place(), end, solid, knows(row), thickness);
  }

  /** Whether the client has the pod's address, so that something leads there. */
  private static boolean knows(PodRow row) {
    return switch (row.standing()) {
      case SERVING, FROZEN, CONNECTING, TRANSIENT_FAILURE, IDLE, NOT_CHOSEN -> true;
      case NOT_READY, NOT_IN_DNS, NOT_RESOLVED -> false;
      case LEAVING -> row.perSecond() > 0;
    };
  }

  private List<Client> clients(Snapshot snapshot) {
    Settings settings = snapshot.client().settings();
    int number = settings.clients();
    String note = settings.running() ? note(settings.load()) : "paused";
    double x = em * 0.4;
    double w = width < 42 * em ? 7 * em : 9 * em;
    if (number == 1 || number > OWN_BOXES) {
      double h = 4.4 * em;
      String title = number == 1 ? "client" : Numbers.of(number, "client");
      int stack = number == 1 ? 0 : 2;
      return List.of(new Client(title, note, x, (height - h) / 2, w, h, stack));
    }
    double h = Math.min(3.2 * em, height / number - em / 2);
    double gap = Math.min(em, (height - number * h) / (number + 1));
    double top = (height - number * h - (number - 1) * gap) / 2;
    List<Client> boxes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String title = "client " + (i + 1);
      boxes.add(new Client(title, i == 0 ? note : "", x, top + i * (h + gap), w, h, 0));
    }
    return List.copyOf(boxes);
  }

  private static String note(Load load) {
    if (load instanceof Load.Rate rate) {
      return Numbers.count(rate.perSecond()) + " req/s";
    }
    return load instanceof Load.Concurrent concurrent
        ? Numbers.count(concurrent.inFlight()) + " in flight"
        : load instanceof Load.NewConnection ? "a connection a call" : "sequential";
  }

  private Point hub(List<Client> clients) {
    Point first = clients.get(0).exit();
    return clients.size() == 1 ? first : new Point(first.x() + 3 * em, height / 2);
  }
}
