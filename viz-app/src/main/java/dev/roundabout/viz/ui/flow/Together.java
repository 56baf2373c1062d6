package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClientRow;
import dev.roundabout.viz.model.ClientRow.Link;
import dev.roundabout.viz.model.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Many clients as if they were one. */
final class Together {
  private static final int MOST = 2;

  private Together() {}

  /** A row with the number 0. */
  static ClientRow of(List<ClientRow> clients) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < clients.get(0).links().size(); i++) {
      links.add(link(clients, i));
    }
    return new ClientRow(
        0, knows(clients), clients.stream().mapToDouble(ClientRow::perSecond).sum(), links);
  }

  private static Link link(List<ClientRow> clients, int index) {
    Link best = clients.get(0).links().get(index);
    double perSecond = 0;
    for (ClientRow client : clients) {
      Link link = client.links().get(index);
      perSecond += link.perSecond();
      best = link.standing() == Standing.SERVING ? link : best;
    }
    return new Link(best.pod(), best.place(), best.standing(), perSecond);
  }

  /** What each of them knows, and who knows something else. */
  static String knows(List<ClientRow> clients) {
    String usual =
        clients.stream()
            .collect(
                Collectors.groupingBy(ClientRow::knows, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    List<String> others =
        clients.stream()
            .filter(client -> !client.knows().equals(usual))
            .map(client -> "client " + client.client() + " " + client.knows())
            .toList();
    String rest = others.size() > MOST ? ", and " + (others.size() - MOST) + " more differ" : "";
    return "each "
        + usual
        + (others.isEmpty()
            ? ""
            : ", but " + String.join(", ", others.stream().limit(MOST).toList()) + rest);
  }
}
