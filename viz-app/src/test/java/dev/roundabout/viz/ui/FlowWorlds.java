package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.LoadTick.SampledCall;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ServiceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Several clients, each with its own resolver, connections and calls. */
final class FlowWorlds {
  private static final Address VIP = new Address("10.96.12.7", 9090);
  private static final int TICKS = 12;

  private FlowWorlds() {}

  static Map<String, Fixtures> all() {
    Map<String, Fixtures> worlds = new LinkedHashMap<>();
    worlds.put("two-clients", headless(2, 5, 3));
    worlds.put("four-clients", headless(4, 5, 5));
    worlds.put("four-clients-eight-pods", headless(4, 8, 8));
    worlds.put("four-clients-cluster-ip", clusterIp(4, 3));
    worlds.put("one-client-cluster-ip", clusterIp(1, 3));
    worlds.put("five-clients", headless(5, 3, 3));
    worlds.put("sixteen-clients", headless(16, 12, 11));
    worlds.put("sixteen-clients-two-hundred-pods", headless(16, 200, 52));
    return worlds;
  }

  /** Every client but the first knows fewer pods than there are. */
  static Fixtures headless(int clients, int pods, int known) {
    Fixtures world =
        Fixtures.world()
            .settings(settings -> settings.withClients(clients))
            .pods(0, pods, Pod.Phase.READY)
            .dns(pods);
    List<int[]> used = new ArrayList<>();
    for (int client = 1; client <= clients; client++) {
      int knows = client == 1 && clients > 1 ? Math.min(pods, known + 1) : known;
      world.apply(resolved(world.now(), client, Fixtures.addresses(knows)));
      used.add(IntStream.range(0, knows).toArray());
    }
    return ticks(world, used, Optional.empty());
  }

  /** Client n is connected to pod n, round and round. */
  static Fixtures clusterIp(int clients, int pods) {
    Fixtures world =
        Fixtures.world()
            .settings(settings -> settings.withClients(clients).withService(ServiceKind.CLUSTER_IP))
            .pods(0, pods, Pod.Phase.READY)
            .dns(pods);
    List<int[]> used = new ArrayList<>();
    for (int client = 1; client <= clients; client++) {
      int pod = (client - 1) % pods;
      world.apply(resolved(world.now(), client, List.of(VIP)));
      world.apply(
          new ClusterFact.Forwarded(
              world.now(), connection(client, pod, VIP), Fixtures.address(pod)));
      used.add(new int[] {pod});
    }
    return ticks(world, used, Optional.of(VIP));
  }

  private static ClientFact.Resolved resolved(Instant at, int client, List<Address> addresses) {
    return new ClientFact.Resolved(
        at,
        client,
        "dns:///server.default.svc.cluster.local:9090",
        addresses,
        "embedded DNS",
        Duration.ofSeconds(5));
  }

  private static Fixtures ticks(Fixtures world, List<int[]> used, Optional<Address> via) {
    for (int tick = 1; tick <= TICKS; tick++) {
      world.later(100);
      world.apply(channelz(world.now(), used, via, tick));
      world.apply(tick(world.now(), used, via));
    }
    return world;
  }

  /** Each client gives each of its pods so many calls in 100 ms. */
  private static long calls(int client) {
    return client == 1 ? 2 : 1;
  }

  private static ChannelzSeen channelz(
      Instant at, List<int[]> used, Optional<Address> via, int tick) {
    List<ChannelNode> channels = new ArrayList<>();
    for (int client = 1; client <= used.size(); client++) {
      List<Subchannel> subchannels = new ArrayList<>();
      for (int pod : used.get(client - 1)) {
        long count = tick * calls(client);
        Address to = via.orElse(Fixtures.address(pod));
        int id = client * 1000 + pod;
        subchannels.add(
            new Subchannel(
                id,
                List.of(to),
                Connectivity.READY,
                new Calls(count, count, 0),
                List.of(new Socket(100_000L + id, connection(client, pod, to), count))));
      }
      Calls calls = new Calls(tick, tick, 0);
      channels.add(
          new ChannelNode(client, client, "dns:///x", Connectivity.READY, calls, subchannels));
    }
    return new ChannelzSeen(at, channels);
  }

  private static LoadTick tick(Instant at, List<int[]> used, Optional<Address> via) {
    Map<Connection, Long> streams = new HashMap<>();
    Map<Connection, Integer> clients = new HashMap<>();
    Map<String, LoadTick.Answers> answers = new HashMap<>();
    List<SampledCall> sample = new ArrayList<>();
    for (int client = 1; client <= used.size(); client++) {
      for (int pod : used.get(client - 1)) {
        Connection connection = connection(client, pod, via.orElse(Fixtures.address(pod)));
        streams.put(connection, calls(client));
        if (client > 1) {
          clients.put(connection, client);
        }
        String name = Fixtures.podName(pod);
        answers.merge(
            name,
            new LoadTick.Answers(calls(client), Latencies.NONE),
            (one, more) -> new LoadTick.Answers(one.count() + more.count(), Latencies.NONE));
        if (sample.size() < 30) {
          Instant sent = at.minusMillis(90 - sample.size() * 3L);
          sample.add(new SampledCall(client, name, sent, Duration.ofMillis(1), true));
        }
      }
    }
    long sent = streams.values().stream().mapToLong(Long::longValue).sum();
    return new LoadTick(
        at,
        sent,
        sent,
        Map.of(),
        0,
        Duration.ZERO,
        answers,
        streams,
        clients,
        Map.of(),
        Map.of(),
        LoadTick.Beside.NOTHING,
        Latencies.NONE,
        sample);
  }

  private static Connection connection(int client, int pod, Address to) {
    return new Connection(new Address("127.0.0.1", 20_000 + client * 1000 + pod), to);
  }
}
