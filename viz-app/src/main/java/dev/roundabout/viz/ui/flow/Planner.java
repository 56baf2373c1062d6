package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClientRow;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.flow.FlowPicture.End;
import dev.roundabout.viz.ui.flow.Scenery.Block;
import dev.roundabout.viz.ui.flow.Scenery.Client;
import dev.roundabout.viz.ui.flow.Scenery.Hub;
import dev.roundabout.viz.ui.kit.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a place for everything. */
final class Planner {
  /** Lines that cross more often than so many clients and pods make them cannot be followed. */
  private static final int MOST_CLIENTS = 4;

  private static final int MOST_PODS = 8;

  private final Type type;
  private final double width;
  private final double height;
  private final double em;

  Planner(Type type, double width, double height) {
    this.type = type;
    this.width = width;
    this.height = height;
    this.em = type.em();
  }

  /**
   * With pods in boxes: boxes while they fit, thinner boxes, then groups.
   *
   * @param chosen full name of the pod that stands alone in any case; empty for none
   */
  Scenery plan(Snapshot snapshot, List<PodRow> rows, String chosen) {
    List<ClientRow> clients = ClientRow.of(snapshot);
    if (isMap(clients.size(), rows.size())) {
      return Scenery.of(new Heats(type, width, height).of(clients, rows));
    }
    Settings settings = snapshot.client().settings();
    List<Client> boxes = new Clients(type, width, height).boxes(clients, settings);
    double from = boxes.get(0).exit().x();
    double least = hubIn(snapshot) ? 13 * em : 4 * em;
    String deployment = snapshot.cluster().info().deployment();
    Pods pods = new Pods(deployment, chosen, type, width, height);
    List<Block> blocks = pods.blocks(rows, width - from - least);
    return with(snapshot, clients, boxes, pods.ends(), blocks);
  }

  private static boolean isMap(int clients, int pods) {
    return pods > 0 && clients > 1 && (clients > MOST_CLIENTS || pods > MOST_PODS);
  }

  /** With pods that somebody else draws; many clients share a box. */
  Scenery plan(Snapshot snapshot, List<PodRow> rows, List<End> ends) {
    List<ClientRow> clients = ClientRow.of(snapshot);
    boolean map = isMap(clients.size(), rows.size());
    List<ClientRow> drawn = map ? List.of(Together.of(clients)) : clients;
    Settings settings = snapshot.client().settings();
    List<Client> boxes = new Clients(type, width, height).boxes(drawn, settings);
    return with(snapshot, drawn, boxes, ends, List.of());
  }

  private Scenery with(
      Snapshot snapshot,
      List<ClientRow> clients,
      List<Client> boxes,
      List<End> ends,
      List<Block> blocks) {
    double to = ends.stream().mapToDouble(End::x).min().orElse(width);
    ServiceKind service = snapshot.client().settings().service();
    Optional<Hub> hub =
        hubIn(snapshot) && !ends.isEmpty()
            ? hub(snapshot, boxes.get(0).exit().x(), to, boxes.size())
            : Optional.empty();
    Bundles bundles = new Bundles(boxes, hub, ends, service, em);
    return new Scenery(boxes, hub, bundles.of(clients), blocks, Optional.empty());
  }

  private static boolean hubIn(Snapshot snapshot) {
    return snapshot.client().settings().service() == ServiceKind.CLUSTER_IP;
  }

  private Optional<Hub> hub(Snapshot snapshot, double from, double to, int clients) {
    double most = to - from - 4 * em;
    double slots = Math.max(1.4 * em, 0.9 * em * clients);
    double least = 1.8 * em + slots;
    if (most < 5 * em || height < least) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(hubLines(snapshot));
    while (!lines.isEmpty() && least + lines.size() * 1.25 * em > height) {
      lines.remove(0);
    }
    double h = least + lines.size() * 1.25 * em;
    double wide = 7 * em;
    for (String line : lines) {
      wide = Math.max(wide, Type.width(line, type.small()) + 1.6 * em);
    }
    wide = Math.min(wide, most);
    double x = from + (to - from - wide) / 2;
    double y = (height - h) / 2;
    return Optional.of(
        new Hub("ClusterIP", List.copyOf(lines), x, y, wide, h, y + h - slots - 0.1 * em));
  }

  /** Its address, and who chooses the pod for each connection: see {@link ClusterInfo.Origin}. */
  private static List<String> hubLines(Snapshot snapshot) {
    boolean real = snapshot.cluster().info().origin().direct();
    List<String> lines = new ArrayList<>();
    snapshot
        .client()
        .firstResolution()
        .map(Resolution::addresses)
        .filter(addresses -> addresses.size() == 1)
        .ifPresent(addresses -> lines.add(addresses.get(0).toString()));
    lines.add(real ? "kube-proxy" : "kube-proxy's stand-in");
    return lines;
  }
}
