package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ClientFact.ClientClosed;
import dev.roundabout.viz.model.ClientFact.Connected;
import dev.roundabout.viz.model.ClientFact.Disconnected;
import dev.roundabout.viz.model.ClientFact.FirstRequest;
import dev.roundabout.viz.model.ClientFact.Resolved;
import dev.roundabout.viz.model.ClientFact.SettingsSeen;
import dev.roundabout.viz.model.PodChange.Way;
import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the client under test adds to the lanes: its lists, its connections, its first requests. */
final class ClientRoad {
  private ClientRoad() {}

  static Propagation after(
      Propagation propagation, ClientFact fact, Snapshot before, Snapshot now) {
    if (fact instanceof Resolved resolved) {
      return ClusterRoad.asksForPods(now)
          ? resolved(propagation, resolved, before, now)
          : propagation;
    }
    if (fact instanceof Connected || fact instanceof FirstRequest) {
      return placed(propagation.with(propagation.pending().plusUnplaced(fact)), now);
    }
    if (fact instanceof Disconnected ended) {
      return disconnected(propagation, ended);
    }
    if (fact instanceof SettingsSeen seen) {
      return switched(ClusterRoad.present(propagation, now, seen.at()), before, now, seen.at());
    }
    return fact instanceof ClientClosed closed ? closed(propagation, closed, now) : propagation;
  }

  static boolean holds(Resolution resolution, String ip) {
    return resolution.addresses().stream().anyMatch(address -> address.ip().equals(ip));
  }

  private static Propagation resolved(
      Propagation propagation, Resolved fact, Snapshot before, Snapshot now) {
    int client = fact.client();
    Set<String> listed = fact.addresses().stream().map(Address::ip).collect(Collectors.toSet());
    Set<String> earlier =
        before
            .client()
            .resolution(client)
            .map(known -> known.addresses().stream().map(Address::ip).collect(Collectors.toSet()))
            .orElse(Set.of());
    boolean byDns =
        now.client().settings().resolving().modeOf(client) != ResolverMode.WATCH_ENDPOINTS;
    Reached in = new Reached(fact.at(), Optional.empty(), "resolved, by " + fact.source());
    Reached out = new Reached(fact.at(), Optional.empty(), "resolved without it");
    boolean withoutDns = now.cluster().withoutDns();
    return propagation.lanes(
        lane -> {
          Optional<String> ip = lane.ip();
          if (ip.isEmpty()) {
            return lane;
          }
          if (!listed.contains(ip.get())) {
            return lane.has(client, Stage.RESOLVED)
                ? dropped(lane, client, out, byDns, withoutDns)
                : lane;
          }
          boolean newly = byDns && !earlier.contains(ip.get());
          return delivered(lane, client, in, newly, withoutDns);
        });
  }

  /** An address of a pod that was never ready is that of a pod before it. */
  private static PodLane delivered(
      PodLane lane, int client, Reached in, boolean newlyByDns, boolean withoutDns) {
    boolean own = lane.has(Stage.READY) || lane.has(Stage.IN_ENDPOINTS);
    if (lane.isGone() || !own) {
      return lane;
    }
    PodLane next = lane.forget(client, Stage.DROPPED).reach(client, Stage.RESOLVED, in);
    return newlyByDns && next != lane
        ? next.notAfter(
            Stage.IN_DNS,
            new Reached(in.at(), Optional.empty(), "client " + client + " got it")
                .withoutDns(withoutDns))
        : next;
  }

  private static PodLane dropped(
      PodLane lane, int client, Reached out, boolean byDns, boolean withoutDns) {
    PodLane next = lane.reach(client, Stage.DROPPED, out);
    return byDns && next != lane && lane.has(Stage.IN_DNS)
        ? next.notAfter(
            Stage.OUT_OF_DNS,
            new Reached(out.at(), Optional.empty(), "client " + client + " did not get it")
                .withoutDns(withoutDns))
        : next;
  }

  /** Facts of connections whose pod is known by now. */
  static Propagation placed(Propagation propagation, Snapshot now) {
    Propagation next = propagation;
    List<ClientFact> rest = new ArrayList<>();
    for (ClientFact fact : propagation.pending().unplaced()) {
      Optional<Propagation> after =
          fact instanceof Connected connected
              ? connected(next, connected, now)
              : fact instanceof FirstRequest first ? served(next, first) : Optional.empty();
      if (after.isEmpty()) {
        rest.add(fact);
      }
      next = after.orElse(next);
    }
    if (rest.size() == propagation.pending().unplaced().size()) {
      return next;
    }
    // A first request may have come before the news of its connection.
    return placed(next.with(next.pending().withUnplaced(rest)), now);
  }

  private static Optional<Propagation> connected(
      Propagation propagation, Connected fact, Snapshot now) {
    Connection connection = fact.connection();
    String ip = now.podOf(connection).flatMap(Pod::ip).orElse(connection.remote().ip());
    Reached reached = new Reached(fact.at(), Optional.empty(), "connection " + words(connection));
    return propagation
        .livingAt(ip)
        .filter(lane -> lane.has(Stage.STARTED))
        .map(
            lane ->
                propagation.replace(
                    lane,
                    lane.opened(connection, fact.client())
                        .forget(fact.client(), Stage.DISCONNECTED)
                        .reach(fact.client(), Stage.CONNECTED, reached)));
  }

  private static Optional<Propagation> served(Propagation propagation, FirstRequest fact) {
    Reached reached =
        new Reached(fact.at(), Optional.empty(), "first call on " + words(fact.connection()));
    return propagation
        .on(fact.connection())
        .map(
            lane ->
                propagation.replace(lane, lane.reach(fact.client(), Stage.FIRST_REQUEST, reached)));
  }

  private static String words(Connection connection) {
    return connection.local() + " → " + connection.remote();
  }

  private static Propagation disconnected(Propagation propagation, Disconnected fact) {
    List<ClientFact> rest =
        propagation.pending().unplaced().stream()
            .filter(waiting -> !isOn(waiting, fact.connection()))
            .toList();
    Optional<PodLane> lane = propagation.on(fact.connection());
    if (lane.isEmpty()) {
      return rest.size() == propagation.pending().unplaced().size()
          ? propagation
          : propagation.with(propagation.pending().withUnplaced(rest));
    }
    PodLane next = lane.get().closed(fact.connection());
    if (!next.isConnected(fact.client())) {
      next =
          next.put(
              fact.client(),
              Stage.DISCONNECTED,
              new Reached(fact.at(), Optional.empty(), "ended: " + words(fact.connection())));
    }
    return propagation
        .replace(lane.get(), next)
        .with(propagation.pending().withUnplaced(rest).plusEnded(fact.connection(), fact.client()));
  }

  private static boolean isOn(ClientFact fact, Connection connection) {
    return (fact instanceof Connected connected && connected.connection().equals(connection))
        || (fact instanceof FirstRequest first && first.connection().equals(connection));
  }

  /** A change that is waited for goes on in the way that its client has now. */
  private static Propagation switched(
      Propagation propagation, Snapshot before, Snapshot now, Instant at) {
    Settings settings = now.client().settings();
    if (settings.equals(before.client().settings())) {
      return propagation;
    }
    return propagation.withChanges(
        propagation.changes().stream()
            .map(change -> change.switched(Way.of(settings, change.client()), at))
            .toList());
  }

  /** A client that is no more; where it only gets a new channel, it goes on. */
  private static Propagation closed(Propagation propagation, ClientClosed fact, Snapshot now) {
    if (fact.client() <= now.client().settings().clients()) {
      return propagation;
    }
    return propagation.withChanges(
        propagation.changes().stream()
            .map(
                change ->
                    change.isOpen() && change.client() == fact.client()
                        ? change.givenUp("the client was closed before")
                        : change)
            .toList());
  }
}
