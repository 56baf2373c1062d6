package dev.roundabout.viz.app;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.PropagationText;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Snapshots in lines of text: one a second while a session runs, and a summary at its end. */
final class TerminalTable {
  /** More pods than this do not fit on a line and are counted by their standing instead. */
  private static final int MOST_PODS_NAMED = 6;

  private static final Set<Event.Tone> SAID =
      EnumSet.of(Event.Tone.USER, Event.Tone.WARN, Event.Tone.BAD);

  private final Instant start;
  private final Set<MissingPermission> told = new HashSet<>();
  private final Set<ServiceFault> helped = new HashSet<>();
  private Instant lastEvent = Instant.MIN;

  /**
   * @param start what the first column counts from
   */
  TerminalTable(Instant start) {
    this.start = start;
  }

  /** What is looked at, and why: the line before the table. */
  static String which(ClusterInfo info) {
    return where(info) + ": " + info.origin().why();
  }

  /** Cluster, namespace and Deployment, in a line. */
  static String where(ClusterInfo info) {
    ClusterInfo.Origin origin = info.origin();
    String server = origin.server().isEmpty() ? "" : " (" + origin.server() + ")";
    return origin.title() + server + ", " + info.namespace() + "/" + info.deployment();
  }

  String header() {
    return row(
        "time",
        "ready",
        "DNS",
        "client",
        "re-resolution",
        "sent/s",
        "ok",
        "failed",
        "in flight",
        "p50",
        "p99",
        "requests a second per pod");
  }

  /** What the user did and what was refused since the last line, and the line itself. */
  List<String> lines(Snapshot snapshot) {
    List<String> lines = new ArrayList<>();
    Instant before = lastEvent;
    for (Event event : snapshot.events()) {
      // One fact may bring several events, all of its time.
      if (event.at().isAfter(before)) {
        lastEvent = event.at();
        if (SAID.contains(event.tone())) {
          lines.add(said(event.at(), event.text()));
        }
      }
    }
    snapshot.cluster().api().missing().stream()
        .filter(told::add)
        .forEach(missing -> lines.add(said(snapshot.at(), words(missing))));
    Collection<ServiceFault> faults = snapshot.cluster().api().faults().values();
    helped.retainAll(faults);
    faults.stream()
        .filter(helped::add)
        .forEach(fault -> lines.add(said(snapshot.at(), fault.help())));
    lines.add(line(snapshot));
    return lines;
  }

  private String said(Instant at, String words) {
    return String.format(Locale.ROOT, "%5ds  %s", seconds(at), words);
  }

  /** A missing permission, with the line that grants it. */
  static String words(MissingPermission missing) {
    return "not allowed: %s %s in %s – %s; who may do so can grant it: %s"
        .formatted(
            missing.verb(),
            missing.resource(),
            missing.namespace(),
            missing.lost(),
            missing.grant());
  }

  /**
   * What came of it.
   *
   * @param open the last snapshot before the client was closed, which tells where its pods stood
   * @param snapshot the one after, whose books are final
   */
  List<String> summary(Snapshot open, Snapshot snapshot) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-36s %-22s %10s %10s %10s %7s",
            "pod",
            "now",
            "channelz",
            "streams",
            "answers",
            "share"));
    long total = Math.max(1, snapshot.traffic().attemptsTotal());
    snapshot.traffic().pods().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(pod -> lines.add(podLine(open, pod.getKey(), pod.getValue(), total)));
    lines.add("");
    PropagationText.text(snapshot.propagation()).lines().forEach(lines::add);
    lines.add(books(snapshot.traffic().ledger()));
    if (!snapshot.traffic().witnesses().agree()) {
      lines.add(
          "the witnesses differ on: "
              + String.join(", ", snapshot.traffic().witnesses().differing()));
    }
    snapshot.troubles().forEach(t -> lines.add("trouble: " + t.what() + ": " + t.message()));
    return lines;
  }

  /** The honesty line. */
  static String books(Ledger ledger) {
    String byStatus =
        ledger.failed().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(failed -> failed.getKey() + " " + failed.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "sent %,d = ok %,d + failed %,d%s + in flight %,d%s",
        ledger.sent(),
        ledger.ok(),
        ledger.failedTotal(),
        byStatus.isEmpty() ? "" : " (" + byStatus + ")",
        ledger.inFlight(),
        ledger.balances() ? "" : "  THE BOOKS DO NOT BALANCE");
  }

  private String line(Snapshot snapshot) {
    Ledger ledger = snapshot.traffic().ledger();
    return row(
        seconds(snapshot.at()) + "s",
        snapshot.cluster().ready() + "/" + snapshot.cluster().desired(),
        String.valueOf(
            snapshot
                .cluster()
                .dns(snapshot.client().settings().service())
                .map(DnsAnswer::ips)
                .map(List::size)
                .orElse(0)),
        String.valueOf(
            snapshot
                .client()
                .firstResolution()
                .map(Resolution::addresses)
                .map(List::size)
                .orElse(0)),
        ResolveOptions.words(snapshot.client().settings()),
        String.format(Locale.ROOT, "%.0f", snapshot.traffic().perSecond()),
        String.valueOf(ledger.ok()),
        String.valueOf(ledger.failedTotal()),
        String.valueOf(ledger.inFlight()),
        millis(snapshot.traffic().latency().percentileMicros(50)),
        millis(snapshot.traffic().latency().percentileMicros(99)),
        pods(PodRow.of(snapshot)));
  }

  private static String pods(List<PodRow> rows) {
    if (rows.size() <= MOST_PODS_NAMED) {
      return rows.stream().map(TerminalTable::pod).collect(Collectors.joining("  "));
    }
    return rows.stream()
        .collect(Collectors.groupingBy(PodRow::words, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(group -> group.getValue() + " " + group.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String pod(PodRow row) {
    return row.standing() == Standing.SERVING
        ? String.format(Locale.ROOT, "%s %.0f", row.pod().shortName(), row.perSecond())
        : row.pod().shortName() + " (" + row.words() + ")";
  }

  private static String podLine(Snapshot snapshot, String name, PodTraffic traffic, long total) {
    String now =
        PodRow.of(snapshot).stream()
            .filter(row -> row.pod().name().equals(name))
            .map(PodRow::words)
            .findFirst()
            .orElse("gone");
    return String.format(
        Locale.ROOT,
        "%-36s %-22s %10d %10d %10d %6.1f%%",
        name,
        now,
        traffic.attempts(),
        traffic.streams(),
        traffic.answers(),
        100.0 * traffic.attempts() / total);
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%6s %7s %5s %7s %18s %8s %8s %7s %10s %9s %9s  %s", cells);
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
  }

  private long seconds(Instant at) {
    return Math.round(Duration.between(start, at).toMillis() / 1000.0);
  }
}
