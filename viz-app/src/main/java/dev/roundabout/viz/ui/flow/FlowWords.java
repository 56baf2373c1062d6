package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClientRow;
import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who talks to whom, in words. */
final class FlowWords {
  /** So many are told one by one. */
  private static final int FEW = 3;

  private static final int SOME = 8;

  private FlowWords() {}

  /** All of it, for those who do not see the picture. */
  static String of(Snapshot snapshot, List<PodRow> pods) {
    List<ClientRow> clients = ClientRow.of(snapshot);
    List<String> lines = new ArrayList<>(summary(clients, pods));
    if (clients.size() > 1) {
      clients.forEach(client -> lines.add(client(client, pods)));
    }
    return String.join(". ", lines);
  }

  private static String client(ClientRow client, List<PodRow> pods) {
    Map<String, String> names =
        pods.stream()
            .collect(Collectors.toMap(row -> row.pod().name(), row -> row.pod().shortName()));
    List<ClientRow.Link> used =
        client.links().stream().filter(link -> link.perSecond() > 0).toList();
    String to =
        used.size() > SOME
            ? Numbers.of(used.size(), "pod")
            : used.stream()
                .map(
                    link ->
                        names.getOrDefault(link.pod(), link.pod())
                            + " "
                            + Numbers.rate(link.perSecond()))
                .collect(Collectors.joining(", "));
    return "client %d %s, %s%s"
        .formatted(
            client.client(),
            client.knows(),
            Numbers.rate(client.perSecond()),
            to.isEmpty() ? "" : " to " + to);
  }

  /** Who gets requests and who does not, who differs, and what the clients know. */
  static List<String> summary(List<ClientRow> clients, List<PodRow> pods) {
    List<String> lines = new ArrayList<>();
    List<PodRow> served = pods.stream().filter(row -> !getsNothing(row)).toList();
    double usual = usual(pods);
    String each = served.isEmpty() ? "" : ", most " + Numbers.rate(usual);
    lines.add(
        served.size()
            + " of "
            + Numbers.of(pods.size(), "pod")
            + " get requests"
            + each
            + nothing(pods));
    differing(pods, usual).ifPresent(lines::add);
    lines.add(
        clients.size() == 1
            ? "the client " + clients.get(0).knows()
            : Numbers.of(clients.size(), "client") + ", " + Together.knows(clients));
    return lines;
  }

  private static String nothing(List<PodRow> pods) {
    Map<String, List<PodRow>> byWords = new LinkedHashMap<>();
    pods.stream()
        .filter(FlowWords::getsNothing)
        .forEach(row -> byWords.computeIfAbsent(row.words(), words -> new ArrayList<>()).add(row));
    return byWords.entrySet().stream()
        .map(entry -> "; " + names(entry.getValue()) + ": " + entry.getKey())
        .collect(Collectors.joining());
  }

  private static Optional<String> differing(List<PodRow> pods, double usual) {
    List<PodRow> others = pods.stream().filter(row -> differs(row, usual)).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not like most: "
                + others.stream()
                    .limit(FEW)
                    .map(row -> row.pod().shortName() + " " + Numbers.rate(row.perSecond()))
                    .collect(Collectors.joining(", "))
                + (others.size() > FEW ? " and " + (others.size() - FEW) + " more" : ""));
  }

  private static String names(List<PodRow> pods) {
    return pods.size() > FEW
        ? Numbers.of(pods.size(), "pod")
        : pods.stream().map(row -> row.pod().shortName()).collect(Collectors.joining(", "));
  }

  /** A pod that is connected may get nothing for a second, by chance. */
  static boolean getsNothing(PodRow row) {
    return row.standing() != Standing.SERVING && row.perSecond() == 0;
  }

  /** The rate that half of the pods that get requests do not exceed. */
  static double usual(List<PodRow> pods) {
    double[] rates =
        pods.stream()
            .filter(row -> !getsNothing(row))
            .mapToDouble(PodRow::perSecond)
            .sorted()
            .toArray();
    return rates.length == 0 ? 0 : rates[rates.length / 2];
  }

  /** More than chance would make of one second. */
  static boolean differs(PodRow row, double usual) {
    return !getsNothing(row) && PodGroup.differs(row.perSecond(), usual);
  }
}
