package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A snapshot that tests let things happen to, at times they choose. */
final class World {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int PORT = 9090;
  static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"),
          "default",
          "server",
          "headless.test",
          "clusterip.test",
          PORT,
          PORT);

  private final Snapshot snapshot;
  private final Instant now;

  private World(Snapshot snapshot, Instant now) {
    this.snapshot = snapshot;
    this.now = now;
  }

  static World empty() {
    return new World(Snapshot.empty(INFO, START), START);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Instant now() {
    return now;
  }

  World later(Duration duration) {
    return new World(snapshot, now.plus(duration));
  }

  /** Without pods whose farewell is over. */
  World settled() {
    return new World(snapshot.withCluster(snapshot.cluster().at(now)), now);
  }

  World after(Fact fact) {
    return new World(snapshot.after(fact), now);
  }

  /** A pod {@code server-x-NAME} at {@code 10.0.0.LAST}. */
  World pod(String name, int last, Pod.Phase phase) {
    return after(
        new ClusterFact.PodSeen(
            now, new Pod(full(name), Optional.of(ip(last)), phase, "node", 0, now)));
  }

  World gone(String name) {
    return after(new ClusterFact.PodGone(now, full(name)));
  }

  World inDns(int... lasts) {
    return after(
        new ClusterFact.DnsSeen(
            now,
            ServiceKind.HEADLESS,
            new DnsAnswer("headless.test", ips(lasts), Duration.ofSeconds(5), "test")));
  }

  World resolved(int... lasts) {
    return after(
        new ClientFact.Resolved(
            now, 1, "dns:///headless.test", addresses(lasts), "test", Duration.ofSeconds(5)));
  }

  World settings(Settings settings) {
    return after(new ClientFact.SettingsSeen(now, settings));
  }

  World channelz(Subchannel... subchannels) {
    return after(
        new ChannelzSeen(
            now,
            List.of(
                new ChannelNode(
                    1,
                    1,
                    "dns:///headless.test",
                    Connectivity.READY,
                    new Calls(0, 0, 0),
                    List.of(subchannels)))));
  }

  PodRow row(String name) {
    return PodRow.of(snapshot).stream()
        .filter(row -> row.pod().name().equals(full(name)))
        .findFirst()
        .orElseThrow();
  }

  List<String> eventTexts() {
    return snapshot.events().stream().map(Event::text).toList();
  }

  static Subchannel subchannel(int id, Connectivity state, int... lasts) {
    return new Subchannel(id, addresses(lasts), state, new Calls(0, 0, 0), List.of());
  }

  static Subchannel connected(int id, int last, int... lasts) {
    Connection connection = new Connection(new Address("127.0.0.1", 40_000 + id), address(last));
    return new Subchannel(
        id,
        addresses(lasts),
        Connectivity.READY,
        new Calls(0, 0, 0),
        List.of(new Socket(id + 100L, connection, 0)));
  }

  static String full(String name) {
    return "server-x-" + name;
  }

  static String ip(int last) {
    return "10.0.0." + last;
  }

  static Address address(int last) {
    return new Address(ip(last), PORT);
  }

  static List<Address> addresses(int... lasts) {
    return Arrays.stream(lasts).mapToObj(World::address).toList();
  }

  private static List<String> ips(int... lasts) {
    return Arrays.stream(lasts).mapToObj(World::ip).toList();
  }
}
