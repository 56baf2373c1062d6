package dev.roundabout.viz.model.diagnosis;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the rules ask of a snapshot, gathered once. */
final class Picture {
  private static final int NAMED = 3;
  private static final Duration NEWS = Duration.ofSeconds(10);

  final Snapshot snapshot;
  final Settings settings;
  final CountedSpan span;
  final List<PodRow> rows;

  /** Pods that are ready, in their order. */
  final List<PodRow> ready;

  /** Those of them that get requests, or have the connection for it. */
  final List<PodRow> serving;

  /** Those of them that get none, and are not frozen. */
  final List<PodRow> idle;

  Picture(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.settings = snapshot.client().settings();
    this.span = CountedSpan.of(snapshot);
    this.rows = PodRow.of(snapshot);
    this.ready = rows.stream().filter(row -> row.pod().isReady()).toList();
    this.serving = ready.stream().filter(this::serves).toList();
    this.idle =
        ready.stream().filter(row -> !serves(row) && row.standing() != Standing.FROZEN).toList();
  }

  private boolean serves(PodRow row) {
    return row.standing() == Standing.SERVING || (flows() && row.count() > 0);
  }

  Instant now() {
    return snapshot.at();
  }

  /** Whether calls are sent in the span that is shown. */
  boolean flows() {
    return !span.isPast() && span.sent() > 0;
  }

  /** Whether every READY pod on a client's list gets its turn. */
  boolean spreads() {
    return settings.service() == ServiceKind.HEADLESS && settings.policy() == LbPolicy.ROUND_ROBIN;
  }

  /**
   * Whether that is news: of the last ten seconds, and of the step of the experiment that is on.
   */
  boolean isNews(Instant moment) {
    boolean lately = since(moment).compareTo(NEWS) < 0;
    return lately && (span.isSecond() || !moment.isBefore(span.from()));
  }

  /** Clients whose resolver has not delivered this pod's address. */
  List<Integer> ignorant(Pod pod) {
    return IntStream.rangeClosed(1, settings.clients())
        .filter(client -> !knows(client, pod))
        .boxed()
        .toList();
  }

  private boolean knows(int client, Pod pod) {
    return snapshot.client().resolution(client).stream()
        .flatMap(resolution -> resolution.addresses().stream())
        .anyMatch(address -> pod.ip().filter(address.ip()::equals).isPresent());
  }

  /** The newest lane of a pod. */
  Optional<PodLane> lane(Pod pod) {
    return snapshot.propagation().lane(pod.name());
  }

  /** The client that was answered the longest ago, of these. */
  Optional<Resolution> oldestAnswer(List<Integer> clients) {
    return clients.stream()
        .map(client -> snapshot.client().resolution(client))
        .flatMap(Optional::stream)
        .filter(resolution -> resolution.at().isPresent())
        .min((one, other) -> one.at().orElseThrow().compareTo(other.at().orElseThrow()));
  }

  Duration since(Instant moment) {
    return Duration.between(moment, now());
  }

  /** {@code the client}, {@code client 2}, {@code clients 2 and 3}, {@code none of 4 clients}. */
  String who(List<Integer> clients) {
    if (settings.clients() == 1) {
      return "the client";
    }
    if (clients.size() == settings.clients()) {
      return "none of " + settings.clients() + " clients";
    }
    return clients.size() == 1
        ? "client " + clients.get(0)
        : clients.size() > NAMED
            ? clients.size() + " of " + settings.clients() + " clients"
            : "clients " + listed(clients.stream().map(String::valueOf).toList());
  }

  /** {@code 7g79b}, {@code 7g79b and hl7ww}, {@code 4 pods}. */
  static String named(List<PodRow> pods) {
    return pods.size() > NAMED
        ? pods.size() + " pods"
        : listed(pods.stream().map(row -> row.pod().shortName()).toList());
  }

  private static String listed(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    return String.join(", ", names.subList(0, names.size() - 1))
        + " and "
        + names.get(names.size() - 1);
  }

  /** {@code 10.0.0.4, 10.0.0.5 and 3 more}. */
  static String addresses(List<String> all) {
    String some = all.stream().limit(NAMED + 2L).collect(Collectors.joining(", "));
    int more = all.size() - NAMED - 2;
    return some.isEmpty() ? "nothing" : more > 0 ? some + " and " + more + " more" : some;
  }
}
