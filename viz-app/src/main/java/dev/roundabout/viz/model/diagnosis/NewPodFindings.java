package dev.roundabout.viz.model.diagnosis;

import static dev.roundabout.viz.model.Event.count;
import static dev.roundabout.viz.model.Event.seconds;

import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Durations;
import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodChange.Parts;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pods that came and what they wait for, or how long they waited. */
final class NewPodFindings {
  /** Every new pod passes these stages; only one that stays in them is worth a word. */
  private static final Duration PASSING = Duration.ofSeconds(1);

  private NewPodFindings() {}

  static Stream<Finding> of(Picture picture) {
    return Diagnosis.found(waiting(picture), news(picture));
  }

  private static Optional<Finding> waiting(Picture picture) {
    if (!picture.spreads() || picture.serving.isEmpty()) {
      return Optional.empty();
    }
    List<PodRow> waiting = picture.idle.stream().filter(row -> lasts(picture, row)).toList();
    return waiting.isEmpty() ? unknownToSome(picture) : Optional.of(idle(picture, waiting));
  }

  private static Finding idle(Picture picture, List<PodRow> waiting) {
    Standing least =
        waiting.stream()
            .map(row -> standing(picture, row))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    List<PodRow> pods = waiting.stream().filter(row -> standing(picture, row) == least).toList();
    List<Integer> clients = picture.ignorant(pods.get(0).pod());
    Optional<String> discarded =
        least == Standing.NOT_RESOLVED ? discarded(picture, pods, clients) : Optional.empty();
    boolean scaled = isAutoscaled(picture, pods);
    Kind kind = scaled ? Kind.AUTOSCALED_IDLE : Kind.NEW_PODS_IDLE;
    String what =
        scaled
            ? added(pods)
            : "%s ready, %s.".formatted(are(picture.ready.size()), gets(picture.serving.size()));
    return new Finding(
        discarded.isPresent() ? Kind.REFRESH_DISCARDED : kind,
        what,
        discarded.orElseGet(() -> why(picture, least, pods, clients)),
        remedies(picture, least, clients),
        evidence(picture, pods, clients));
  }

  /** A pod that a client does not know waits for that, whatever others make of it. */
  private static Standing standing(Picture picture, PodRow row) {
    boolean known = row.standing() == Standing.NOT_IN_DNS || picture.ignorant(row.pod()).isEmpty();
    return known ? row.standing() : Standing.NOT_RESOLVED;
  }

  /** Pods that serve some clients, while others have not heard of them. */
  private static Optional<Finding> unknownToSome(Picture picture) {
    List<PodRow> pods =
        picture.serving.stream().filter(row -> !picture.ignorant(row.pod()).isEmpty()).toList();
    if (pods.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> clients = picture.ignorant(pods.get(0).pod());
    return Optional.of(
        new Finding(
            Kind.NEW_PODS_IDLE,
            "%s ready, and %s %s not know %s."
                .formatted(
                    are(picture.ready.size()),
                    picture.who(clients),
                    clients.size() == 1 ? "does" : "do",
                    Picture.named(pods)),
            discarded(picture, pods, clients).orElseGet(() -> notAsked(picture, clients)),
            remedies(picture, Standing.NOT_RESOLVED, clients),
            evidence(picture, pods, clients)));
  }

  static String added(List<PodRow> pods) {
    return "The autoscaler added %s, and %s no requests."
        .formatted(count(pods.size(), "pod"), pods.size() == 1 ? "it gets" : "they get");
  }

  private static String are(int ready) {
    return count(ready, "pod") + (ready == 1 ? " is" : " are");
  }

  private static String gets(int serving) {
    return serving + (serving == 1 ? " gets requests" : " get requests");
  }

  private static boolean lasts(Picture picture, PodRow row) {
    return row.standing() == Standing.NOT_RESOLVED
        || picture.since(row.pod().since()).compareTo(PASSING) >= 0;
  }

  static boolean isAutoscaled(Picture picture, List<PodRow> pods) {
    return picture.snapshot.cluster().api().scaler().isPresent()
        && pods.stream()
            .allMatch(
                row -> picture.lane(row.pod()).filter(lane -> lane.up().isEmpty()).isPresent());
  }

  private static String why(
      Picture picture, Standing standing, List<PodRow> pods, List<Integer> clients) {
    String names = Picture.named(pods);
    return switch (standing) {
      case NOT_IN_DNS -> notInDns(picture, pods);
      case NOT_RESOLVED -> notAsked(picture, clients);
      case TRANSIENT_FAILURE ->
          "The client cannot connect to " + names + ", and tries again after a while.";
      case CONNECTING -> "The client connects to " + names + ".";
      case IDLE -> "Its connection to " + names + " is IDLE.";
      case NOT_CHOSEN -> "The client has the address of " + names + " and does not use it yet.";
      case NOT_READY, FROZEN, SERVING, LEAVING -> names + " get nothing.";
    };
  }

  private static String notInDns(Picture picture, List<PodRow> pods) {
    boolean inSlice =
        pods.stream().allMatch(row -> picture.lane(row.pod()).filter(lane -> in(lane)).isPresent());
    return inSlice
        ? "Their addresses are in the EndpointSlice, and the cluster's DNS does not answer them"
            + " yet."
        : "They are ready, and not in the EndpointSlice of the Service yet.";
  }

  private static boolean in(PodLane lane) {
    return lane.reached(Stage.IN_ENDPOINTS, 0).isPresent();
  }

  private static String notAsked(Picture picture, List<Integer> clients) {
    Resolving resolving = picture.settings.resolving();
    String who = ClusterFindings.sentence(picture.who(clients)).replaceAll("\\.$", "");
    boolean none = clients.size() == picture.settings.clients();
    String has = none || clients.size() == 1 ? " has" : " have";
    String asked = has + (none ? " asked DNS again" : " not asked DNS again");
    return switch (mode(picture, clients)) {
      case ON_DISCONNECT, AS_SHIPPED ->
          picture.settings.clients() == 1
              ? "gRPC asks DNS again only when a connection breaks, and none has."
              : who + asked + ": gRPC does so only when a connection breaks, and none has.";
      case MAX_CONNECTION_AGE -> aged(picture);
      case POLL_DNS ->
          "The client asks DNS every " + Durations.words(resolving.pollInterval()) + ".";
      case WATCH_ENDPOINTS -> "The client waits to be told by the API.";
    };
  }

  private static ResolverMode mode(Picture picture, List<Integer> clients) {
    int client = clients.isEmpty() ? 1 : clients.get(0);
    return picture.settings.resolving().modeOf(client);
  }

  private static String aged(Picture picture) {
    return picture
        .snapshot
        .cluster()
        .connectionAge()
        .map(ConnectionAge::age)
        .map(
            age ->
                "The client asks DNS when a server ends a connection, which is after "
                    + Durations.words(age)
                    + ".")
        .orElse("The client asks when a server ends a connection, and none is set to.");
  }

  /** Where gRPC wished to ask since they are in DNS, and the gate discarded it. */
  private static Optional<String> discarded(
      Picture picture, List<PodRow> pods, List<Integer> clients) {
    Instant since =
        pods.stream()
            .map(row -> picture.lane(row.pod()).flatMap(lane -> lane.reached(Stage.READY, 0)))
            .flatMap(Optional::stream)
            .map(PodLane.Reached::at)
            .max(Comparator.naturalOrder())
            .orElse(picture.now());
    boolean discards =
        picture.snapshot.propagation().marks().stream()
            .filter(mark -> mark.kind() == Mark.Kind.DISCARDED && !mark.at().isBefore(since))
            .anyMatch(mark -> clients.contains(mark.client()));
    return discards ? Optional.of(untilAsked(picture, clients)) : Optional.empty();
  }

  private static String untilAsked(Picture picture, List<Integer> clients) {
    Duration gate = picture.settings.resolving().gate();
    Duration left =
        picture
            .oldestAnswer(clients)
            .flatMap(Resolution::at)
            .map(at -> gate.minus(picture.since(at)))
            .orElse(Duration.ZERO);
    String rule =
        "A connection broke, and gRPC discarded its wish to ask DNS: the last answer was younger"
            + " than "
            + Durations.words(gate);
    return left.isNegative() || left.isZero()
        ? rule + ". The next break will ask."
        : rule + ". A break in " + seconds(left.plusMillis(999)) + " or later will ask.";
  }

  private static List<Remedy> remedies(Picture picture, Standing standing, List<Integer> clients) {
    if (standing != Standing.NOT_RESOLVED) {
      return List.of();
    }
    return switch (mode(picture, clients)) {
      case ON_DISCONNECT, AS_SHIPPED ->
          List.of(Remedy.BREAK_CONNECTION, Remedy.RESOLVE_NOW, Remedy.NEXT_RESOLVER);
      case MAX_CONNECTION_AGE, POLL_DNS, WATCH_ENDPOINTS -> List.of(Remedy.RESOLVE_NOW);
    };
  }

  private static List<Basis> evidence(Picture picture, List<PodRow> pods, List<Integer> clients) {
    List<Basis> evidence = new ArrayList<>();
    pods.forEach(
        row -> evidence.add(Basis.of(row.pod().shortName() + " is ready", row.pod().since())));
    picture
        .snapshot
        .cluster()
        .dns(ServiceKind.HEADLESS)
        .map(DnsAnswer::ips)
        .ifPresent(ips -> evidence.add(Basis.of("DNS answers " + Picture.addresses(ips))));
    clients.forEach(
        client ->
            picture
                .snapshot
                .client()
                .resolution(client)
                .ifPresent(resolution -> evidence.add(held(client, resolution))));
    return evidence;
  }

  private static Basis held(int client, Resolution resolution) {
    List<String> ips = resolution.addresses().stream().map(address -> address.ip()).toList();
    return new Basis(
        "client " + client + " holds " + Picture.addresses(ips) + ", delivered", resolution.at());
  }

  /** What became of the newest change, while it is news. */
  private static Optional<Finding> news(Picture picture) {
    return picture.snapshot.propagation().changes().stream()
        .filter(
            change -> change.parts().filter(parts -> isNews(picture, change, parts)).isPresent())
        .reduce((one, other) -> other)
        .map(change -> change.brings() ? served(change) : left(change));
  }

  private static boolean isNews(Picture picture, PodChange change, Parts parts) {
    return picture.isNews(change.asked().plus(parts.total()));
  }

  private static Finding served(PodChange change) {
    Parts parts = change.parts().orElseThrow();
    int pods = change.pods().size();
    String which = pods == 1 ? "The new pod serves." : "The " + pods + " new pods serve.";
    boolean asked = parts.asking().compareTo(Duration.ofMillis(10)) >= 0;
    String of =
        asked ? ", of which " + Durations.words(parts.asking()) + " until " + how(change) : "";
    return new Finding(
        Kind.NEW_PODS_SERVE,
        which,
        "First request %s after %s%s.".formatted(Durations.words(parts.total()), change.what(), of),
        List.of(),
        List.of(Basis.of(change.what(), change.asked())));
  }

  private static String how(PodChange change) {
    return switch (change.mode()) {
      case ON_DISCONNECT, AS_SHIPPED -> "a connection broke and the client asked DNS";
      case MAX_CONNECTION_AGE -> "a server ended a connection and the client asked DNS";
      case POLL_DNS -> "the client polled DNS";
      case WATCH_ENDPOINTS -> "the client was told by the API";
    };
  }

  private static Finding left(PodChange change) {
    long lost = change.lost().values().stream().mapToLong(Long::longValue).sum();
    int pods = change.pods().size();
    return new Finding(
        Kind.PODS_LEFT,
        (pods == 1 ? "The old pod is left" : "The " + pods + " old pods are left")
            + (lost == 0 ? ", and no call was lost." : "."),
        lost == 0
            ? "They finished their calls before they ended, and their connections were closed in"
                + " order."
            : count(lost, "call") + " failed on their connections.",
        List.of(),
        List.of(Basis.of(change.what(), change.asked())));
  }
}
