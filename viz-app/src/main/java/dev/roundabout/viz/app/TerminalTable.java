package dev.roundabout.viz.app;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.PropagationText;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.model.diagnosis.Diagnosis;
import dev.roundabout.viz.model.diagnosis.Finding;
import dev.roundabout.viz.model.diagnosis.SteadyFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Snapshots in lines of text: one a second while a session runs, and a summary at its end. */
final class TerminalTable {
  /** More pods than this do not fit on a line and are counted by their standing instead. */
  private static final int MOST_PODS_NAMED = 6;

  /** Columns of a row of the last table beside the pod's name and where it stands. */
  private static final int COUNTS = 40;

  private static final int NARROW_NAME = 6;

  private static final Set<Event.Tone> SAID =
      EnumSet.of(Event.Tone.USER, Event.Tone.WARN, Event.Tone.BAD);

  /** Where what goes on in the next line stands. */
  private static final String INDENT = " ".repeat(7);

  private final Instant start;
  private final int width;
  private final Set<MissingPermission> told = new HashSet<>();
  private final Set<ServiceFault> helped = new HashSet<>();
  private final SteadyFinding steady = new SteadyFinding();
  private String found = "";
  private Instant lastEvent = Instant.MIN;

  /**
   * @param start what the first column counts from
   * @param width that no line is longer than, in columns
   */
  TerminalTable(Instant start, int width) {
    this.start = start;
    this.width = width;
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

  List<String> header() {
    return folded(
        row("time", "ready", "DNS", "client", "sent/s", "ok", "failed", "in flight", "p50", "p99"),
        "re-resolution",
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
        if (SAID.contains(event.tone()) && !isTrouble(event, snapshot)) {
          lines.addAll(said(event.at(), event.text()));
        }
      }
    }
    snapshot.cluster().api().missing().stream()
        .filter(told::add)
        .forEach(missing -> lines.addAll(said(snapshot.at(), words(missing))));
    Collection<ServiceFault> faults = snapshot.cluster().api().faults().values();
    helped.retainAll(faults);
    faults.stream()
        .filter(helped::add)
        .forEach(fault -> lines.addAll(said(snapshot.at(), fault.help())));
    Finding finding = steady.after(Diagnosis.of(snapshot), snapshot.at());
    if (!finding.what().equals(found)) {
      found = finding.what();
      lines.addAll(said(snapshot.at(), found));
    }
    lines.addAll(line(snapshot));
    return lines;
  }

  /** What failed is said at the end, and once. */
  private static boolean isTrouble(Event event, Snapshot snapshot) {
    return snapshot.troubles().stream()
        .anyMatch(trouble -> event.at().equals(trouble.at()) && event.tone() == Event.Tone.BAD);
  }

  private List<String> said(Instant at, String words) {
    return folded(String.format(Locale.ROOT, "%4ds ", seconds(at)), words.split(" "), " ");
  }

  private List<String> folded(String first, String... parts) {
    return folded(first, parts, "  ");
  }

  /** The parts behind one another, in as many lines as it takes. */
  private List<String> folded(String first, String[] parts, String between) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    String gap = first.isEmpty() ? "" : between;
    for (String part : parts) {
      if (line.length() + gap.length() + part.length() > width && !gap.isEmpty()) {
        lines.add(line.toString());
        line = new StringBuilder(INDENT);
        gap = "";
      }
      line.append(gap).append(part);
      gap = between;
    }
    lines.add(line.toString());
    return lines;
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

  /** What came of it: every pod, also one that got nothing, and what mattered most. */
  List<String> summary(TerminalRun.Result result) {
    Snapshot last = result.last();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(pods(result.open(), last));
    lines.add("");
    PropagationText.text(last.propagation())
        .lines()
        .forEach(line -> lines.addAll(folded("", line.split(" "), " ")));
    lines.addAll(folded("", books(last.traffic().ledger()).split(" "), " "));
    if (!last.traffic().witnesses().agree()) {
      String differing = String.join(", ", last.traffic().witnesses().differing());
      lines.addAll(folded("", ("the witnesses differ on: " + differing).split(" "), " "));
    }
    lines.add("");
    lines.addAll(folded("", Diagnosis.of(result.flowing()).words().split(" "), " "));
    return lines;
  }

  private List<String> pods(Snapshot open, Snapshot last) {
    Map<String, String> now = new LinkedHashMap<>();
    PodRow.of(open).forEach(row -> now.put(row.pod().name(), row.words()));
    last.traffic().pods().keySet().stream().sorted().forEach(name -> now.putIfAbsent(name, "gone"));
    int words = now.values().stream().mapToInt(String::length).max().orElse(0);
    int names = now.keySet().stream().mapToInt(String::length).max().orElse(0);
    boolean inFull = names + words + COUNTS <= width;
    int name = inFull ? Math.max(3, names) : NARROW_NAME;
    String form = "%-" + name + "s  %-" + Math.max(3, words) + "s %9s %9s %9s %7s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, form, "pod", "now", "channelz", "streams", "answers", "share"));
    now.forEach(
        (pod, stands) ->
            lines.add(podLine(form, inFull ? pod : Pod.shortName(pod), stands, pod, last)));
    return lines;
  }

  private static String podLine(
      String form, String shown, String stands, String pod, Snapshot last) {
    PodTraffic traffic = last.traffic().pod(pod);
    double share = 100.0 * traffic.attempts() / Math.max(1, last.traffic().attemptsTotal());
    return String.format(
        Locale.ROOT,
        form,
        shown,
        stands,
        traffic.attempts(),
        traffic.streams(),
        traffic.answers(),
        String.format(Locale.ROOT, "%.1f%%", share));
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

  private List<String> line(Snapshot snapshot) {
    Ledger ledger = snapshot.traffic().ledger();
    String numbers =
        row(
            seconds(snapshot.at()) + "s",
            snapshot.cluster().ready() + "/" + snapshot.cluster().desired(),
            inDns(snapshot),
            known(snapshot),
            String.format(Locale.ROOT, "%.0f", snapshot.traffic().perSecond()),
            ledger.ok(),
            ledger.failedTotal(),
            ledger.inFlight(),
            time(snapshot.traffic().latency().percentileMicros(50)),
            time(snapshot.traffic().latency().percentileMicros(99)));
    return folded(
        numbers,
        Stream.concat(
                Stream.of(ResolveOptions.words(snapshot.client().settings())),
                pods(PodRow.of(snapshot)))
            .toArray(String[]::new));
  }

  private static int inDns(Snapshot snapshot) {
    return snapshot
        .cluster()
        .dns(snapshot.client().settings().service())
        .map(answer -> answer.ips().size())
        .orElse(0);
  }

  private static int known(Snapshot snapshot) {
    return snapshot.client().firstResolution().map(known -> known.addresses().size()).orElse(0);
  }

  private static Stream<String> pods(List<PodRow> rows) {
    if (rows.size() <= MOST_PODS_NAMED) {
      return rows.stream().map(TerminalTable::pod);
    }
    return rows.stream()
        .collect(Collectors.groupingBy(PodRow::words, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> group(group.getKey(), group.getValue()));
  }

  /** Those that get nothing have their names, where they are few. */
  private static String group(String words, List<PodRow> rows) {
    boolean named = rows.size() <= MOST_PODS_NAMED && rows.get(0).standing() != Standing.SERVING;
    String names = rows.stream().map(row -> row.pod().shortName()).collect(Collectors.joining(" "));
    return rows.size() + " " + words + (named ? " (" + names + ")" : "");
  }

  private static String pod(PodRow row) {
    return row.standing() == Standing.SERVING
        ? String.format(Locale.ROOT, "%s %.0f", row.pod().shortName(), row.perSecond())
        : row.pod().shortName() + " (" + row.words() + ")";
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%5s %7s %4s %6s %6s %8s %6s %9s %8s %8s", cells);
  }

  private static String time(long micros) {
    return micros < 1_000_000
        ? String.format(Locale.ROOT, "%.1f ms", micros / 1000.0)
        : String.format(Locale.ROOT, "%.2f s", micros / 1_000_000.0);
  }

  private long seconds(Instant at) {
    return Math.round(Duration.between(start, at).toMillis() / 1000.0);
  }
}
