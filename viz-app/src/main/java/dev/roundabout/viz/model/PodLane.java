package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What one pod has reached, and when. A container that died and is started again has a lane of its
 * own: it takes the road anew.
 *
 * @param pod full name
 * @param restarts how often its container had been started again when this lane began
 * @param place as in {@link Seat}: gives its colour
 * @param ip empty until the pod has been given one
 * @param up number of the change that it came with; empty where nobody asked
 * @param down number of the change that it went with
 * @param cluster stages that the pod reached once
 * @param clients stages that each client reached with it, by client, from 1
 * @param open connections to it that are open now, with their client
 * @param lost calls that failed on its connections, by the number of the change that cost them (0
 *     where nobody asked for what broke them), and by status code name
 */
public record PodLane(
    String pod,
    int restarts,
    int place,
    Optional<String> ip,
    OptionalInt up,
    OptionalInt down,
    Map<Stage, Reached> cluster,
    Map<Integer, Map<Stage, Reached>> clients,
    Map<Connection, Integer> open,
    Map<Integer, Map<String, Long>> lost) {

  public PodLane {
    cluster = Map.copyOf(cluster);
    clients = Map.copyOf(clients);
    open = Map.copyOf(open);
    lost = Map.copyOf(lost);
  }

  static PodLane of(Pod pod, int restarts, int place) {
    return new PodLane(
        pod.name(),
        restarts,
        place,
        pod.ip(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /**
   * A stage that was reached.
   *
   * @param at by our clock, in the order of the road: not later than a stage that it is the
   *     condition of
   * @param seen by our clock, when it was seen; after {@code at} where something that follows from
   *     it was seen first
   * @param apiAt by the cluster's clock, where the API tells
   * @param how the fact behind it, in words
   * @param withoutDns whether EndpointSlices answered, because DNS could not be asked
   */
  public record Reached(
      Instant at, Instant seen, Optional<Instant> apiAt, String how, boolean withoutDns) {
    public Reached(Instant at, Optional<Instant> apiAt, String how) {
      this(at, at, apiAt, how, false);
    }

    Reached notAfter(Instant bound) {
      return at.isAfter(bound) ? new Reached(bound, seen, apiAt, how, withoutDns) : this;
    }

    Reached withoutDns(boolean value) {
      return new Reached(at, seen, apiAt, how, value);
    }
  }

  /** A stage on the road, with when it was reached. */
  public record Step(Stage stage, Reached reached) {
    /** As the stage is called; where DNS could not be asked, by what it was reached. */
    public String label() {
      return reached.withoutDns() ? stage.label() + ", by EndpointSlices" : stage.label();
    }
  }

  /**
   * A stage that is waited for.
   *
   * @param next the stage
   * @param expected false where it is never reached as the client is set now; the words say why
   * @param since when the one before was reached
   * @param words why, e.g. {@code in DNS, the client has not asked again}
   */
  public record Wait(Stage next, boolean expected, Instant since, String words) {
    public Wait(Stage next, Instant since, String words) {
      this(next, true, since, words);
    }
  }

  /** {@code 7g67b}, or {@code 7g67b, restart 1}. */
  public String label() {
    return Pod.shortName(pod) + (restarts == 0 ? "" : ", restart " + restarts);
  }

  /**
   * When this stage was reached, by this client where it is a client's. A stage of the way down is
   * reached only once the pod {@link #isGoingDown}.
   */
  public Optional<Reached> reached(Stage stage, int client) {
    return stage.isUp() || isGoingDown() ? noted(stage, client) : Optional.empty();
  }

  /** Whether its deletion was asked for, or it is terminating or gone. */
  public boolean isGoingDown() {
    return cluster.containsKey(Stage.DELETION_ASKED)
        || cluster.containsKey(Stage.TERMINATING)
        || isGone();
  }

  /** Whether the pod, or this life of its container, is over. */
  public boolean isGone() {
    return cluster.containsKey(Stage.GONE);
  }

  /**
   * The stages that were reached on this client's road, each not earlier than the one before.
   *
   * <p>A stage of the cluster that came after the client had the pod already is not on its road: a
   * client that watches EndpointSlices does not wait for DNS. The way down is in the order of time,
   * because its stages do not wait for each other.
   *
   * @param client from 1
   */
  public List<Step> road(int client) {
    Map<Stage, Reached> own = clients.getOrDefault(client, Map.of());
    Optional<Instant> first =
        own.entrySet().stream()
            .filter(stage -> stage.getKey().isUp())
            .map(stage -> stage.getValue().at())
            .min(Comparator.naturalOrder());
    List<Step> road = new ArrayList<>();
    List<Step> back = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      Optional<Step> step = reached(stage, client).map(reached -> new Step(stage, reached));
      boolean late =
          !stage.isOfClient()
              && step.isPresent()
              && first.filter(step.get().reached().at()::isAfter).isPresent();
      if (!stage.isUp()) {
        step.ifPresent(back::add);
      } else if (!late) {
        step.ifPresent(road::add);
      }
    }
    back.sort(Comparator.comparing((Step step) -> step.reached().at()));
    road.addAll(back);
    return List.copyOf(road);
  }

  boolean has(Stage stage) {
    return cluster.containsKey(stage);
  }

  boolean has(int client, Stage stage) {
    return clients.getOrDefault(client, Map.of()).containsKey(stage);
  }

  /** As {@link #reached}, whether or not the pod is going down. */
  Optional<Reached> noted(Stage stage, int client) {
    Map<Stage, Reached> stages =
        stage.isOfClient() ? clients.getOrDefault(client, Map.of()) : cluster;
    return Optional.ofNullable(stages.get(stage));
  }

  boolean isAt(String address) {
    return ip.filter(address::equals).isPresent();
  }

  boolean isConnected(int client) {
    return open.containsValue(client);
  }

  /** With a stage of the cluster; the same where it was reached before. */
  PodLane reach(Stage stage, Reached reached) {
    return has(stage) ? this : withCluster(StageOrder.with(cluster, stage, reached));
  }

  /** With a stage of a client; the same where it was reached before. */
  PodLane reach(int client, Stage stage, Reached reached) {
    return has(client, stage) ? this : put(client, stage, reached);
  }

  /** As {@link #reach(int, Stage, Reached)}, also where it was reached before. */
  PodLane put(int client, Stage stage, Reached reached) {
    Map<Stage, Reached> own = clients.getOrDefault(client, Map.of());
    return withClient(client, StageOrder.with(own, stage, reached));
  }

  /** Something that follows from a stage of the cluster was seen: it was reached by then. */
  PodLane notAfter(Stage stage, Reached bound) {
    return withCluster(StageOrder.notAfter(cluster, stage, bound));
  }

  PodLane forget(Stage stage) {
    return has(stage) ? withCluster(StageOrder.without(cluster, stage)) : this;
  }

  PodLane forget(int client, Stage stage) {
    return has(client, stage)
        ? withClient(client, StageOrder.without(clients.getOrDefault(client, Map.of()), stage))
        : this;
  }

  PodLane opened(Connection connection, int client) {
    Map<Connection, Integer> next = new HashMap<>(open);
    next.put(connection, client);
    return withOpen(next);
  }

  PodLane closed(Connection connection) {
    Map<Connection, Integer> next = new HashMap<>(open);
    next.remove(connection);
    return withOpen(next);
  }

  PodLane withIp(Optional<String> value) {
    return value.isEmpty() || value.equals(ip)
        ? this
        : new PodLane(pod, restarts, place, value, up, down, cluster, clients, open, lost);
  }

  PodLane withUp(OptionalInt value) {
    return new PodLane(pod, restarts, place, ip, value, down, cluster, clients, open, lost);
  }

  PodLane withDown(OptionalInt value) {
    return new PodLane(pod, restarts, place, ip, up, value, cluster, clients, open, lost);
  }

  /** Calls that failed on its connections, by status code name, whatever cost them. */
  public Map<String, Long> lostInAll() {
    return lost.values().stream().reduce(Map.of(), PodLane::sum);
  }

  /** Those that this change cost. */
  Map<String, Long> lostBy(int change) {
    return lost.getOrDefault(change, Map.of());
  }

  PodLane plusLost(int change, Map<String, Long> more) {
    Map<Integer, Map<String, Long>> next = new HashMap<>(lost);
    next.merge(change, more, PodLane::sum);
    return withLost(next);
  }

  /** It goes with a change, which cost what was lost before that was known. */
  PodLane goingWith(int change) {
    PodLane next = withDown(OptionalInt.of(change));
    Map<Integer, Map<String, Long>> rest = new HashMap<>(lost);
    Map<String, Long> unknown = rest.remove(0);
    return unknown == null ? next : next.withLost(rest).plusLost(change, unknown);
  }

  static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sum = new HashMap<>(one);
    other.forEach((status, count) -> sum.merge(status, count, Long::sum));
    return Map.copyOf(sum);
  }

  private PodLane withLost(Map<Integer, Map<String, Long>> value) {
    return new PodLane(pod, restarts, place, ip, up, down, cluster, clients, open, value);
  }

  Set<Integer> clientsSeen() {
    return clients.keySet();
  }

  private PodLane withCluster(Map<Stage, Reached> value) {
    return value.equals(cluster)
        ? this
        : new PodLane(pod, restarts, place, ip, up, down, value, clients, open, lost);
  }

  private PodLane withClient(int client, Map<Stage, Reached> value) {
    Map<Integer, Map<Stage, Reached>> next = new HashMap<>(clients);
    next.put(client, Map.copyOf(value));
    return new PodLane(pod, restarts, place, ip, up, down, cluster, next, open, lost);
  }

  private PodLane withOpen(Map<Connection, Integer> value) {
    return new PodLane(pod, restarts, place, ip, up, down, cluster, clients, value, lost);
  }
}
