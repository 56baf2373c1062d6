package dev.roundabout.viz.model;

import dev.roundabout.viz.model.PodChange.Parts;
import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The summaries of changes and the stages of lanes as text and as CSV (RFC 4180). */
public final class PropagationText {
  /** Less than that is not worth a word. */
  private static final Duration NOTHING = Duration.ofMillis(1);

  private PropagationText() {}

  /**
   * What came of a change, in a sentence: {@code 3 → 5: the 2 new pods served after 41.2 s, of
   * which 2.2 s Kubernetes, 0.02 s DNS, 38.9 s waiting for the client to ask}.
   */
  public static String sentence(PodChange change) {
    return change.what() + ": " + outcome(change) + lost(change.lost());
  }

  /** One line for each change: its client, its mode, its sentence. */
  public static String text(Propagation propagation) {
    boolean several = propagation.changes().stream().anyMatch(change -> change.client() > 1);
    return propagation.changes().stream()
        .map(
            change ->
                (several ? "client " + change.client() + ", " : "")
                    + change.waysInWords()
                    + ": "
                    + sentence(change)
                    + "\n")
        .collect(Collectors.joining());
  }

  /** One row for each change and client; durations in seconds, empty while it is not over. */
  public static String changesCsv(Propagation propagation) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "change",
            "client",
            "mode",
            "asked",
            "what",
            "pods",
            "progress",
            "total_s",
            "kubernetes_s",
            "dns_s",
            "asking_s",
            "connecting_s",
            "lost",
            "note",
            "names_from"));
    propagation.changes().forEach(change -> rows.add(row(change)));
    return csv(rows);
  }

  /** One row for each stage of each lane and client, with both clocks. */
  public static String stagesCsv(Propagation propagation) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("pod", "restarts", "client", "stage", "at", "seen_at", "api_at", "change", "how"));
    for (PodLane lane : propagation.lanes()) {
      for (Stage stage : Stage.values()) {
        lane.reached(stage, 0).ifPresent(reached -> rows.add(row(lane, "", stage, reached)));
        for (int client : new TreeSet<>(lane.clients().keySet())) {
          if (stage.isOfClient()) {
            lane.reached(stage, client)
                .ifPresent(reached -> rows.add(row(lane, "" + client, stage, reached)));
          }
        }
      }
    }
    return csv(rows);
  }

  private static String outcome(PodChange change) {
    if (change.effect() == PodChange.Effect.FREEZES) {
      return change
          .parts()
          .map(parts -> "it answered nothing for " + Durations.words(parts.total()))
          .orElse("it accepts and answers nothing");
    }
    if (change.parts().isPresent()) {
      String what = change.brings() ? served(change) : left(change);
      return what + (change.note().isEmpty() ? "" : " (" + change.note() + ")");
    }
    return change.isOpen()
        ? "not over yet" + (change.note().isEmpty() ? "" : " (" + change.note() + ")")
        : change.note();
  }

  private static String served(PodChange change) {
    Parts parts = change.parts().orElseThrow();
    List<String> of = new ArrayList<>();
    add(of, parts.kubernetes(), "Kubernetes");
    add(of, parts.dns(), parts.withoutDns() ? "EndpointSlices for DNS" : "DNS");
    add(of, parts.asking(), asking(change.mode()));
    add(of, parts.connecting(), "connecting");
    return (isSame(change) ? "it served again after " : pods(change, "new") + " served after ")
        + Durations.words(parts.total())
        + (of.isEmpty() ? "" : ", of which " + String.join(", ", of));
  }

  /** A container that is started again is that of the pod that was killed. */
  private static boolean isSame(PodChange change) {
    return change.pods().size() == 1
        && change.what().endsWith(" " + Pod.shortName(change.pods().get(0)));
  }

  private static String left(PodChange change) {
    Parts parts = change.parts().orElseThrow();
    List<String> of = new ArrayList<>();
    add(of, parts.kubernetes(), "Kubernetes");
    add(of, parts.connecting(), "until the connections ended");
    return pods(change, "old")
        + (change.pods().size() == 1 ? " was" : " were")
        + " left after "
        + Durations.words(parts.total())
        + (of.isEmpty() ? "" : ", of which " + String.join(", ", of));
  }

  private static String pods(PodChange change, String which) {
    int count = change.pods().size();
    return count == 1 ? "the " + which + " pod" : "the " + count + " " + which + " pods";
  }

  private static String asking(ResolverMode mode) {
    return mode == ResolverMode.WATCH_ENDPOINTS
        ? "until the client was told"
        : "waiting for the client to ask";
  }

  private static void add(List<String> parts, Duration took, String what) {
    if (took.compareTo(NOTHING) >= 0) {
      parts.add(Durations.words(took) + " " + what);
    }
  }

  private static String lost(Map<String, Long> lost) {
    if (lost.isEmpty()) {
      return "";
    }
    long total = lost.values().stream().mapToLong(Long::longValue).sum();
    return "; lost " + total + (total == 1 ? " request" : " requests") + " (" + words(lost) + ")";
  }

  private static String words(Map<String, Long> lost) {
    return new TreeMap<>(lost)
        .entrySet().stream()
            .map(status -> status.getKey() + " " + status.getValue())
            .collect(Collectors.joining(", "));
  }

  private static List<String> row(PodChange change) {
    Optional<Parts> parts = change.parts();
    return List.of(
        String.valueOf(change.number()),
        String.valueOf(change.client()),
        change.waysInWords(),
        change.asked().toString(),
        change.what(),
        String.join(" ", change.pods()),
        change.progress().name(),
        seconds(parts.map(Parts::total)),
        seconds(parts.map(Parts::kubernetes)),
        seconds(parts.map(Parts::dns)),
        seconds(parts.map(Parts::asking)),
        seconds(parts.map(Parts::connecting)),
        words(change.lost()),
        change.note(),
        parts.map(took -> took.withoutDns() ? "EndpointSlices" : "DNS").orElse(""));
  }

  private static List<String> row(PodLane lane, String client, Stage stage, Reached reached) {
    OptionalInt change = stage.isUp() ? lane.up() : lane.down();
    return List.of(
        lane.pod(),
        String.valueOf(lane.restarts()),
        client,
        stage.label(),
        reached.at().toString(),
        reached.seen().toString(),
        reached.apiAt().map(Instant::toString).orElse(""),
        change.isPresent() ? String.valueOf(change.getAsInt()) : "",
        reached.how());
  }

  private static String seconds(Optional<Duration> duration) {
    return duration
        .map(value -> String.format(Locale.ROOT, "%.6f", value.toNanos() / 1e9))
        .orElse("");
  }

  private static String csv(List<List<String>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream().map(PropagationText::cell).collect(Collectors.joining(",")) + "\r\n")
        .collect(Collectors.joining());
  }

  /** A cell that a spreadsheet would read as a formula is quoted with a leading apostrophe. */
  private static String cell(String value) {
    String safe = value.matches("(?s)[=+@-].*") ? "'" + value : value;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
