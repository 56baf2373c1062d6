package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ClientFact.Connected;
import dev.roundabout.viz.model.ClientFact.Disconnected;
import dev.roundabout.viz.model.ClientFact.FirstRequest;
import dev.roundabout.viz.model.Pod.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets facts happen at milliseconds that tests choose, and reads the lanes. Pod number n is {@code
 * server-x-pN} at 10.0.0.n.
 */
final class Road {
  private Snapshot snapshot = Snapshot.empty(World.INFO, World.START);
  private final Map<Integer, Integer> restarts = new HashMap<>();

  static Instant at(long millis) {
    return World.START.plusMillis(millis);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Propagation propagation() {
    return snapshot.propagation();
  }

  Road fact(Fact fact) {
    snapshot = snapshot.after(fact);
    return this;
  }

  Road asked(long millis, Action action) {
    return fact(new SessionFact.Asked(at(millis), action));
  }

  Road refused(long millis, Action action) {
    return fact(new SessionFact.Refused(at(millis), action, "because"));
  }

  Road deployment(long millis, int desired, int ready) {
    return fact(new ClusterFact.DeploymentSeen(at(millis), desired, ready));
  }

  Road pod(long millis, int number, Phase phase) {
    return fact(
        new ClusterFact.PodSeen(
            at(millis),
            new Pod(
                name(number),
                phase == Phase.PENDING || phase == Phase.CREATING
                    ? Optional.empty()
                    : Optional.of(World.ip(number)),
                phase,
                "node",
                restarts.getOrDefault(number, 0),
                at(millis))));
  }

  Road frozen(long millis, int number, boolean frozen) {
    Pod pod = snapshot.cluster().pod(name(number)).orElseThrow();
    return fact(new ClusterFact.PodSeen(at(millis), pod.frozen(frozen)));
  }

  Road restarted(int number) {
    restarts.merge(number, 1, Integer::sum);
    return this;
  }

  Road gone(long millis, int number) {
    return fact(new ClusterFact.PodGone(at(millis), name(number)));
  }

  Road endpoints(long millis, int... numbers) {
    return fact(
        new ClusterFact.EndpointsSeen(
            at(millis), snapshot.client().settings().service(), World.addresses(numbers)));
  }

  Road dns(long millis, int... numbers) {
    List<String> ips = Arrays.stream(numbers).mapToObj(World::ip).toList();
    return fact(
        new ClusterFact.DnsSeen(
            at(millis),
            ServiceKind.HEADLESS,
            new DnsAnswer("headless.test", ips, Duration.ofSeconds(5), "test")));
  }

  /** EndpointSlices answer, because DNS cannot be asked. */
  Road withoutDns(long millis, int... numbers) {
    List<String> ips = Arrays.stream(numbers).mapToObj(World::ip).toList();
    String source = "EndpointSlices, because it is down";
    return fact(
        new ClusterFact.DnsSeen(
            at(millis),
            ServiceKind.HEADLESS,
            new DnsAnswer("headless.test", ips, Duration.ZERO, source, true)));
  }

  Road settings(long millis, Settings settings) {
    return fact(new ClientFact.SettingsSeen(at(millis), settings));
  }

  Road mode(long millis, ResolverMode mode) {
    Settings now = snapshot.client().settings();
    return settings(millis, now.withResolving(now.resolving().with(mode)));
  }

  Road resolved(long millis, int client, int... numbers) {
    return fact(
        new ClientFact.Resolved(
            at(millis),
            client,
            "dns:///headless.test",
            World.addresses(numbers),
            "test",
            Duration.ofSeconds(5)));
  }

  Road discarded(long millis, int client, int ageSeconds) {
    return fact(
        new ClientFact.RefreshAsked(
            at(millis), client, true, Duration.ofSeconds(ageSeconds), Duration.ofSeconds(30)));
  }

  /** The client's first connection to a pod, or another one. */
  Road connected(long millis, int client, int number, int... which) {
    return fact(new Connected(at(millis), client, connection(client, number, which)));
  }

  Road disconnected(long millis, int client, int number, int... which) {
    return fact(new Disconnected(at(millis), client, connection(client, number, which)));
  }

  Road served(long millis, int client, int number, int... which) {
    return fact(new FirstRequest(at(millis), client, connection(client, number, which)));
  }

  static Connection connection(int client, int number, int... which) {
    int port = 40_000 + client * 1000 + number * 10 + (which.length == 0 ? 0 : which[0]);
    return new Connection(new Address("127.0.0.1", port), World.address(number));
  }

  Road tick(long millis, Map<Connection, Long> streams) {
    return tick(millis, streams, Map.of());
  }

  Road tick(long millis, Map<Connection, Long> streams, Map<Address, Map<String, Long>> lost) {
    long sent = streams.values().stream().mapToLong(Long::longValue).sum();
    return fact(
        new LoadTick(
            at(millis),
            sent,
            sent,
            Map.of(),
            0,
            Duration.ZERO,
            Map.of(),
            streams,
            lost,
            Latencies.NONE,
            List.of()));
  }

  /** A pod gives the first answer on a connection. */
  Road answered(long millis, Connection connection, int number) {
    return fact(
        new LoadTick(
            at(millis),
            1,
            1,
            Map.of(),
            0,
            Duration.ZERO,
            Map.of(),
            Map.of(connection, 1L),
            Map.of(),
            Map.of(connection, name(number)),
            Map.of(),
            LoadTick.Beside.NOTHING,
            Latencies.NONE,
            List.of()));
  }

  /** A pod takes its way up to its place in the EndpointSlice, 10 ms a step. */
  Road grows(long millis, int number) {
    return pod(millis, number, Phase.PENDING)
        .pod(millis + 10, number, Phase.CREATING)
        .pod(millis + 20, number, Phase.STARTING)
        .pod(millis + 30, number, Phase.READY);
  }

  /** Three pods that have been there, in DNS, resolved, connected and served. */
  static Road ofThree() {
    Road road = new Road().deployment(-1000, 3, 3);
    for (int number = 1; number <= 3; number++) {
      road.grows(-900, number);
    }
    road.endpoints(-800, 1, 2, 3).dns(-700, 1, 2, 3).resolved(-600, 1, 1, 2, 3);
    for (int number = 1; number <= 3; number++) {
      road.connected(-500, 1, number).served(-400, 1, number);
    }
    return road;
  }

  static String name(int number) {
    return World.full("p" + number);
  }

  PodLane lane(int number) {
    return propagation().lane(name(number)).orElseThrow();
  }

  List<PodLane> lanes(int number) {
    return propagation().lanes().stream().filter(lane -> lane.pod().equals(name(number))).toList();
  }

  /** The road of a client with a pod, as {@code READY 40, IN_DNS 60}. */
  String road(int client, int number) {
    return words(lane(number), client);
  }

  static String words(PodLane lane, int client) {
    return lane.road(client).stream()
        .map(
            step ->
                step.stage() + " " + Duration.between(World.START, step.reached().at()).toMillis())
        .collect(Collectors.joining(", "));
  }

  Optional<String> waits(int client, int number) {
    return Waits.of(snapshot, lane(number), client).map(PodLane.Wait::words);
  }

  boolean isOpen(int number) {
    return Waits.isOpen(snapshot, lane(number));
  }

  List<PodChange> changes() {
    return propagation().changes();
  }

  PodChange change() {
    return changes().get(changes().size() - 1);
  }

  List<String> marks() {
    List<String> words = new ArrayList<>();
    propagation().marks().forEach(mark -> words.add(mark.kind() + ": " + mark.words()));
    return words;
  }
}
