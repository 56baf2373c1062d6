package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClientRow;
import dev.roundabout.viz.model.ClientRow.Link;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.ui.flow.FlowPicture.End;
import dev.roundabout.viz.ui.flow.Scenery.Client;
import dev.roundabout.viz.ui.flow.Scenery.Hub;
import dev.roundabout.viz.ui.flow.Scenery.Lane;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import dev.roundabout.viz.ui.flow.Scenery.Stroke;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of every client to its pods, each client's from its own box. */
final class Bundles {
  /** More of them say nothing. */
  private static final int MOST_FAINT = 8;

  private final List<Client> boxes;
  private final Optional<Hub> hub;
  private final Map<String, End> ends = new HashMap<>();
  private final ServiceKind service;
  private final double em;

  Bundles(List<Client> boxes, Optional<Hub> hub, List<End> ends, ServiceKind service, double em) {
    this.boxes = boxes;
    this.hub = hub;
    this.service = service;
    this.em = em;
    ends.forEach(end -> this.ends.put(end.pod(), end));
  }

  List<Lane> of(List<ClientRow> rows) {
    List<Lane> lanes = new ArrayList<>();
    double total = rows.stream().mapToDouble(ClientRow::perSecond).sum();
    for (int i = 0; i < rows.size(); i++) {
      for (Link link : rows.get(i).links()) {
        Optional<Stroke> stroke = stroke(link, rows.size());
        End end = ends.get(link.pod());
        if (stroke.isPresent() && end != null) {
          double share = total > 0 ? link.perSecond() * rows.size() / total : 0;
          lanes.add(lane(i, link, stroke.get(), share, end));
        }
      }
    }
    // What carries requests lies above what does not.
    lanes.sort((one, other) -> other.stroke().compareTo(one.stroke()));
    return List.copyOf(lanes);
  }

  private Lane lane(int index, Link link, Stroke stroke, double share, End end) {
    double thick = stroke == Stroke.SOLID ? thick(share) : 1.3 * em / 13;
    Client box = boxes.get(index);
    double spread = Math.min(0.55 * em, 1.6 * em / boxes.size());
    double y = end.y() + (index - (boxes.size() - 1) / 2.0) * spread;
    return new Lane(
        box.number(), link.pod(), link.place(), stroke, thick, way(index, new Point(end.x(), y)));
  }

  /** Steps of half a pixel, so that a share that trembles does not draw everything again. */
  private double thick(double share) {
    double scale = em / 13 * (ends.size() > 30 ? 0.5 : 1);
    return Math.rint((1.5 + 5 * Math.min(1, share)) * scale * 2) / 2;
  }

  private List<Point> way(int index, Point end) {
    Point exit = boxes.get(index).exit();
    return hub.map(
            between -> {
              double y = between.height(index, boxes.size());
              Point out = new Point(between.x() + between.w(), y);
              return List.of(exit, new Point(between.x(), y), out, end);
            })
        .orElse(List.of(exit, end));
  }

  private Optional<Stroke> stroke(Link link, int clients) {
    boolean used = link.perSecond() > 0;
    boolean known = service == ServiceKind.HEADLESS;
    return switch (link.standing()) {
      case SERVING -> Optional.of(Stroke.SOLID);
      case FROZEN, IDLE, NOT_CHOSEN -> used ? Optional.of(Stroke.SOLID) : when(known, Stroke.THIN);
      case CONNECTING -> Optional.of(used ? Stroke.SOLID : Stroke.DOTTED);
      case TRANSIENT_FAILURE -> Optional.of(Stroke.DASHED);
      case LEAVING -> when(used, Stroke.DASHED);
      case NOT_READY -> when(used, Stroke.SOLID);
      case NOT_RESOLVED, NOT_IN_DNS ->
          used ? Optional.of(Stroke.SOLID) : when(isQuiet(clients), Stroke.FAINT);
    };
  }

  /** Whether there is room for lines that nothing goes along. */
  private boolean isQuiet(int clients) {
    return clients == 1 && ends.size() <= MOST_FAINT;
  }

  private static Optional<Stroke> when(boolean drawn, Stroke stroke) {
    return drawn ? Optional.of(stroke) : Optional.empty();
  }
}
