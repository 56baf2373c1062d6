package dev.roundabout.viz.model;

import dev.roundabout.viz.model.PodLane.Reached;
import dev.roundabout.viz.model.PodLane.Wait;
import dev.roundabout.viz.model.Propagation.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a lane waits for, and why, in words. */
public final class Waits {
  private Waits() {}

  /** Whether something is still to come of this lane, for any client that there is. */
  public static boolean isOpen(Snapshot snapshot, PodLane lane) {
    return IntStream.rangeClosed(1, snapshot.client().settings().clients())
        .anyMatch(client -> of(snapshot, lane, client).filter(Wait::expected).isPresent());
  }

  /**
   * What this lane waits for on the road of a client; empty where it is over.
   *
   * @param client from 1
   */
  public static Optional<Wait> of(Snapshot snapshot, PodLane lane, int client) {
    return of(snapshot, lane, List.of(client));
  }

  /**
   * What this lane waits for on the road of clients that stand alike.
   *
   * @param clients from 1; the first one tells the road
   */
  public static Optional<Wait> of(Snapshot snapshot, PodLane lane, List<Integer> clients) {
    if (lane.isGone()) {
      return Optional.empty();
    }
    Who who = new Who(clients, snapshot.client().settings().clients());
    return lane.isGoingDown() ? Optional.of(down(snapshot, lane, who)) : up(snapshot, lane, who);
  }

  /** Whether every pod on a client's list gets its share. */
  static boolean spreads(Settings settings) {
    return settings.service() == ServiceKind.HEADLESS && settings.policy() != LbPolicy.PICK_FIRST;
  }

  private static Optional<Wait> up(Snapshot snapshot, PodLane lane, Who who) {
    int client = who.first();
    List<Stage> road = planned(snapshot.client().settings(), client);
    int reached = -1;
    for (int i = 0; i < road.size(); i++) {
      reached = lane.noted(road.get(i), client).isPresent() ? i : reached;
    }
    if (reached + 1 == road.size()) {
      return Optional.empty();
    }
    Stage next = road.get(reached + 1);
    Instant since = since(lane, client, snapshot.at());
    Optional<String> never = never(snapshot, next);
    return Optional.of(
        never
            .map(words -> new Wait(next, false, since, words))
            .orElseGet(() -> new Wait(next, since, words(snapshot, lane, who, next, since))));
  }

  /** The stages that are waited for, in their order; CONNECTING is too short for that. */
  private static List<Stage> planned(Settings settings, int client) {
    List<Stage> road =
        new ArrayList<>(
            List.of(
                Stage.CREATED, Stage.SCHEDULED, Stage.STARTED, Stage.READY, Stage.IN_ENDPOINTS));
    if (settings.service() == ServiceKind.HEADLESS) {
      if (settings.resolving().modeOf(client) != ResolverMode.WATCH_ENDPOINTS) {
        road.add(Stage.IN_DNS);
      }
      road.add(Stage.RESOLVED);
    }
    road.add(Stage.CONNECTED);
    road.add(Stage.FIRST_REQUEST);
    road.add(Stage.FAIR_SHARE);
    return road;
  }

  private static Instant since(PodLane lane, int client, Instant otherwise) {
    return lane.road(client).stream()
        .map(step -> step.reached().at())
        .max(Comparator.naturalOrder())
        .orElse(otherwise);
  }

  /** Why this stage is not reached as the client is set now. */
  private static Optional<String> never(Snapshot snapshot, Stage next) {
    Settings settings = snapshot.client().settings();
    boolean first = next == Stage.CONNECTED;
    if (!first && next != Stage.FAIR_SHARE) {
      return Optional.empty();
    }
    if (settings.service() == ServiceKind.CLUSTER_IP) {
      return Optional.of(
          first
              ? "behind the ClusterIP a connection stays with its pod"
              : "behind the ClusterIP a client's calls go to one pod");
    }
    return settings.policy() == LbPolicy.PICK_FIRST
        ? Optional.of(first ? "pick_first stays with its pod" : "pick_first has one pod for all")
        : Optional.empty();
  }

  private static String words(Snapshot snapshot, PodLane lane, Who who, Stage next, Instant since) {
    String note = snapshot.cluster().pod(lane.pod()).map(Pod::note).orElse("");
    Optional<Pod.Phase> phase = snapshot.cluster().pod(lane.pod()).map(Pod::phase);
    return switch (next) {
      case CREATED -> "asked, not created yet";
      case SCHEDULED -> with("waits for a node", note);
      case STARTED ->
          with(phase.map(now -> starting(now, lane)).orElse("container is being created"), note);
      case READY -> with("container runs, not ready yet", note);
      case IN_ENDPOINTS -> "ready, not in the EndpointSlice yet";
      case IN_DNS ->
          snapshot.cluster().withoutDns()
              ? "in the EndpointSlice, not answered in the place of DNS yet"
              : "in the EndpointSlice, DNS does not answer it yet";
      case RESOLVED -> resolving(snapshot, who, since);
      case CONNECTED -> connecting(snapshot, lane, who);
      case FIRST_REQUEST -> serving(snapshot, who.apart() + "connected, no request yet");
      case FAIR_SHARE ->
          serving(snapshot, who.apart() + "serves, its share is not yet within 10 % of 1/n");
      default -> next.label();
    };
  }

  private static String with(String words, String note) {
    return note.isEmpty() ? words : words + ": " + note;
  }

  private static String starting(Pod.Phase phase, PodLane lane) {
    return switch (phase) {
      case IMAGE_PULL -> "cannot get its image";
      case BACK_OFF -> "died, waits for its restart";
      default -> lane.restarts() > 0 ? "container is started again" : "container is being created";
    };
  }

  private static String resolving(Snapshot snapshot, Who who, Instant since) {
    Resolving resolving = snapshot.client().settings().resolving();
    String source = source(snapshot);
    return switch (resolving.modeOf(who.first())) {
      case ON_DISCONNECT, AS_SHIPPED ->
          source + refused(snapshot, who, since).orElse(who.hasNot("asked again"));
      case MAX_CONNECTION_AGE -> source + aged(snapshot, who, since);
      case POLL_DNS ->
          source + who.does("asks", "ask") + " every " + Durations.words(resolving.pollInterval());
      case WATCH_ENDPOINTS -> "in the EndpointSlice, " + who.hasNot("been told", " yet");
    };
  }

  /** Who answers, where DNS itself cannot be asked. */
  private static String source(Snapshot snapshot) {
    return snapshot.cluster().withoutDns() ? "in EndpointSlices (no DNS), " : "in DNS, ";
  }

  private static String aged(Snapshot snapshot, Who who, Instant since) {
    Optional<String> refused = refused(snapshot, who, since);
    if (refused.isPresent()) {
      return refused.get();
    }
    return snapshot
        .cluster()
        .connectionAge()
        .map(
            age ->
                who.does("asks", "ask")
                    + " when a server ends a connection, after "
                    + Durations.words(age.age()))
        .orElse("no server ends a connection, so " + who.doesNot("ask again"));
  }

  /** What became of the newest wish to ask, where nobody was asked. */
  private static Optional<String> refused(Snapshot snapshot, Who who, Instant since) {
    List<Mark> marks = snapshot.propagation().marks();
    for (int i = marks.size() - 1; i >= 0 && !marks.get(i).at().isBefore(since); i--) {
      Mark mark = marks.get(i);
      if (mark.client() == who.first() && mark.kind() == Mark.Kind.DISCARDED) {
        return Optional.of(who.one() + " " + mark.words());
      }
    }
    return Optional.empty();
  }

  private static String connecting(Snapshot snapshot, PodLane lane, Who who) {
    int client = who.first();
    String listed = "in " + who.one() + "'s list, ";
    boolean fails =
        snapshot.client().channels().stream()
            .filter(channel -> channel.client() == client)
            .flatMap(channel -> channel.subchannels().stream())
            .filter(subchannel -> subchannel.state() == Connectivity.TRANSIENT_FAILURE)
            .flatMap(subchannel -> subchannel.addresses().stream())
            .anyMatch(address -> lane.isAt(address.ip()));
    if (fails) {
      return listed + "cannot be connected to; gRPC tries again";
    }
    return lane.has(client, Stage.CONNECTING)
        ? who.apart() + "connecting"
        : listed + "not connected yet";
  }

  private static String serving(Snapshot snapshot, String words) {
    return snapshot.client().settings().running() ? words : words + ": the load is paused";
  }

  private static Wait down(Snapshot snapshot, PodLane lane, Who who) {
    Instant since = since(lane, who.first(), snapshot.at());
    return new Wait(Stage.GONE, since, leaving(snapshot, lane, who));
  }

  private static String leaving(Snapshot snapshot, PodLane lane, Who who) {
    int client = who.first();
    if (!lane.has(Stage.TERMINATING)) {
      return "deletion asked, not terminating yet";
    }
    if (lane.isConnected(client)) {
      return "terminating, " + who.one() + " is still connected";
    }
    boolean held =
        lane.has(Stage.OUT_OF_DNS)
            && lane.has(client, Stage.RESOLVED)
            && !lane.has(client, Stage.DROPPED);
    if (!held) {
      return "terminating";
    }
    Instant since = lane.noted(Stage.OUT_OF_DNS, client).map(Reached::at).orElse(snapshot.at());
    String out = snapshot.cluster().withoutDns() ? "out of EndpointSlices, " : "out of DNS, ";
    return out
        + refused(snapshot, who, since)
            .orElse(who.one() + " has not asked again and still lists it");
  }

  /**
   * Whom it is said of.
   *
   * @param clients from 1, that stand alike
   * @param all how many there are
   */
  private record Who(List<Integer> clients, int all) {
    private static final int MOST_NAMED = 3;

    int first() {
      return clients.get(0);
    }

    /** {@code the client}, or {@code client 2} where there are others. */
    String one() {
      return all == 1 ? "the client" : "client " + first();
    }

    /** {@code client 2: } where others stand elsewhere. */
    String apart() {
      return clients.size() < all ? several() + ": " : "";
    }

    String hasNot(String done, String... yet) {
      String end = done + String.join("", yet);
      if (all > 1 && clients.size() == all) {
        return "no client has " + end;
      }
      return (clients.size() == 1 ? one() + " has not " : several() + " have not ") + end;
    }

    String does(String singular, String plural) {
      return clients.size() == 1 ? one() + " " + singular : several() + " " + plural;
    }

    String doesNot(String what) {
      return clients.size() == 1 ? one() + " does not " + what : "they do not " + what;
    }

    private String several() {
      if (clients.size() == 1) {
        return one();
      }
      if (clients.size() == all) {
        return "all clients";
      }
      return clients.size() > MOST_NAMED
          ? clients.size() + " of " + all + " clients"
          : "clients " + clients.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }
}
