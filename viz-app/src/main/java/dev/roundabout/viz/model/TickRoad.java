package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Pending.Streams;
import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What 100 ms of load add to the lanes: the last request to a pod that goes, calls that were lost,
 * and a new pod's fair share.
 *
 * <p>A share is fair once it is within 10 % of 1/n of the client's attempts in the last second,
 * where n are the pods on its list that are READY.
 */
final class TickRoad {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A tick is of what came before it: with what it may be late. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** So long after a connection broke the cluster may tell why. */
  private static final Duration NEWS = Duration.ofSeconds(2);

  private static final double TOLERANCE = 0.1;

  private TickRoad() {}

  static Propagation after(Propagation propagation, LoadTick tick, Snapshot now) {
    Propagation placed =
        tick.answerers().isEmpty() ? propagation : ClientRoad.placed(propagation, now);
    Propagation next = tick.lost().isEmpty() ? placed : lost(placed, tick);
    if (!next.pending().ticks()) {
      return next.with(next.pending().afterTick(List.of()));
    }
    List<Streams> second = second(next, tick);
    Map<Connection, Integer> clients = new HashMap<>(next.pending().ended());
    next.lanes().forEach(lane -> clients.putAll(lane.open()));
    Propagation served = lastRequests(next, tick, clients);
    Propagation shared = new Shares(second, clients, now, tick.at()).after(served);
    return shared.with(shared.pending().afterTick(second));
  }

  private static Propagation lost(Propagation propagation, LoadTick tick) {
    Map<String, Map<String, Long>> byIp = new HashMap<>();
    tick.lost()
        .forEach(
            (address, failed) ->
                failed.forEach(
                    (status, count) ->
                        byIp.computeIfAbsent(address.ip(), ip -> new HashMap<>())
                            .merge(status, count, Long::sum)));
    Propagation next = propagation;
    for (Map.Entry<String, Map<String, Long>> failed : byIp.entrySet()) {
      Optional<PodLane> lane = lostOn(next, failed.getKey());
      int cause = lane.map(found -> cause(propagation, found, tick.at())).orElse(0);
      if (lane.isPresent() && (cause > 0 || isLosing(lane.get(), tick.at()))) {
        next = next.replace(lane.get(), lane.get().plusLost(cause, failed.getValue()));
      }
    }
    return next;
  }

  /** The life that runs at this address, or else the one that ended there last. */
  private static Optional<PodLane> lostOn(Propagation propagation, String ip) {
    Optional<PodLane> running = propagation.livingAt(ip).filter(lane -> lane.has(Stage.STARTED));
    return running.or(
        () ->
            propagation.lanes().stream()
                .filter(lane -> lane.isAt(ip) && lane.has(Stage.STARTED))
                .reduce((one, other) -> other));
  }

  /** The newest change that may cost calls to this pod; 0 where there is none. */
  private static int cause(Propagation propagation, PodLane lane, Instant at) {
    int frozen =
        propagation.changes().stream()
            .filter(change -> change.freezes(lane.pod(), at.minus(TICK)))
            .mapToInt(PodChange::number)
            .max()
            .orElse(0);
    return Math.max(frozen, lane.down().orElse(0));
  }

  /** Its connections may break before the news of its end comes. */
  private static boolean isLosing(PodLane lane, Instant at) {
    return lane.isGoingDown()
        || lane.clientsSeen().stream()
            .flatMap(client -> lane.noted(Stage.DISCONNECTED, client).stream())
            .anyMatch(ended -> ended.at().isAfter(at.minus(NEWS)));
  }

  private static List<Streams> second(Propagation propagation, LoadTick tick) {
    List<Streams> next = new ArrayList<>(propagation.pending().lastSecond());
    next.add(new Streams(tick.at(), tick.streams()));
    next.removeIf(streams -> !streams.at().isAfter(tick.at().minus(SECOND)));
    return next;
  }

  private static Propagation lastRequests(
      Propagation propagation, LoadTick tick, Map<Connection, Integer> clients) {
    return propagation.lanes(lane -> lane.isGoingDown() ? lastRequests(lane, tick, clients) : lane);
  }

  private static PodLane lastRequests(
      PodLane lane, LoadTick tick, Map<Connection, Integer> clients) {
    PodLane next = lane;
    for (Map.Entry<Connection, Long> streams : tick.streams().entrySet()) {
      Optional<Integer> client = Optional.ofNullable(clients.get(streams.getKey()));
      boolean own =
          lane.open().containsKey(streams.getKey()) || lane.isAt(streams.getKey().remote().ip());
      if (own && client.isPresent() && streams.getValue() > 0) {
        Reached reached =
            new Reached(tick.at(), Optional.empty(), "in the 100 ms before: " + streams.getValue());
        next = next.put(client.get(), Stage.LAST_REQUEST, reached);
      }
    }
    return next;
  }

  /** The attempts of one second, by client and pod. */
  private static final class Shares {
    private final Map<Integer, Map<String, Long>> byPod = new HashMap<>();
    private final Map<Integer, Long> totals = new HashMap<>();
    private final Snapshot now;
    private final Instant at;

    Shares(List<Streams> second, Map<Connection, Integer> clients, Snapshot now, Instant at) {
      this.now = now;
      this.at = at;
      PodIndex pods = PodIndex.of(now);
      for (Streams interval : second) {
        interval
            .counts()
            .forEach(
                (connection, count) ->
                    Optional.ofNullable(clients.get(connection))
                        .ifPresent(client -> add(client, pods.behind(connection), count)));
      }
    }

    private void add(int client, Optional<Pod> pod, long count) {
      totals.merge(client, count, Long::sum);
      pod.ifPresent(
          found ->
              byPod
                  .computeIfAbsent(client, each -> new HashMap<>())
                  .merge(found.name(), count, Long::sum));
    }

    Propagation after(Propagation propagation) {
      return propagation.lanes(
          lane -> {
            PodLane next = lane;
            for (int client : lane.isGoingDown() ? Set.<Integer>of() : lane.clientsSeen()) {
              next = next.has(client, Stage.FIRST_REQUEST) ? after(next, client) : next;
            }
            return next;
          });
    }

    private PodLane after(PodLane lane, int client) {
      int pods = ready(client);
      long total = totals.getOrDefault(client, 0L);
      long own = byPod.getOrDefault(client, Map.of()).getOrDefault(lane.pod(), 0L);
      if (pods == 0 || own == 0) {
        return lane;
      }
      double fair = 1.0 / pods;
      boolean isFair = Math.abs((double) own / total - fair) <= TOLERANCE * fair;
      String how = own + " of " + total + " attempts in the last second, over " + pods + " pods";
      return isFair
          ? lane.reach(client, Stage.FAIR_SHARE, new Reached(at, Optional.empty(), how))
          : lane;
    }

    private int ready(int client) {
      Set<String> listed = new HashSet<>();
      now.client()
          .resolution(client)
          .ifPresent(known -> known.addresses().forEach(address -> listed.add(address.ip())));
      return (int)
          now.cluster().seats().stream()
              .map(Seat::pod)
              .filter(pod -> pod.isReady() && pod.ip().filter(listed::contains).isPresent())
              .count();
    }
  }
}
