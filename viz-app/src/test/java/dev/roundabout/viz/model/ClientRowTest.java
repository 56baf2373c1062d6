package dev.roundabout.viz.model;

import static dev.roundabout.viz.model.World.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ClientRow.Link;
import dev.roundabout.viz.model.Pod.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who talks to whom. */
class ClientRowTest {
  private static final Connection ONE = connection(40_001, address(1));
  private static final Connection TWO = connection(40_002, address(2));
  private static final Address VIP = new Address("10.96.0.1", 9090);

  private final Settings two = Settings.initial().withClients(2);

  @Test
  void each_client_says_what_its_own_resolver_delivered() {
    World world =
        twoPods(two)
            .inDns(1, 2)
            .after(resolved(1, address(1), address(2)))
            .after(resolved(2, address(1)));

    assertThat(ClientRow.of(world.snapshot()))
        .extracting(ClientRow::client, ClientRow::knows)
        .containsExactly(tuple(1, "knows 2 of 2"), tuple(2, "knows 1 of 2"));
    assertThat(link(world, 2, "b").standing()).isEqualTo(Standing.NOT_RESOLVED);
  }

  @Test
  void a_client_whose_resolver_has_not_answered_says_that() {
    assertThat(ClientRow.of(twoPods(two).snapshot()))
        .extracting(ClientRow::knows)
        .containsOnly("has not resolved");
  }

  @Test
  void each_client_has_its_own_rate_to_each_pod_and_its_own_standing() {
    World world =
        twoPods(two)
            .after(new ChannelzSeen(World.START, List.of(channel(1, ONE), channel(2, TWO))))
            .after(tick(0, Map.of()))
            .after(tick(500, Map.of(ONE, 30L, TWO, 10L)))
            .after(tick(1000, Map.of(ONE, 30L, TWO, 10L)));

    assertThat(link(world, 1, "a").perSecond()).isEqualTo(60, within(0.01));
    assertThat(link(world, 1, "a").standing()).isEqualTo(Standing.SERVING);
    assertThat(link(world, 1, "b").perSecond()).isZero();
    assertThat(link(world, 1, "b").standing()).isNotEqualTo(Standing.SERVING);
    assertThat(link(world, 2, "b").perSecond()).isEqualTo(20, within(0.01));
    assertThat(ClientRow.of(world.snapshot()).get(1).perSecond()).isEqualTo(20, within(0.01));
  }

  @Test
  void what_was_sent_more_than_a_second_ago_is_no_rate() {
    World world =
        twoPods(two)
            .after(tick(0, Map.of()))
            .after(tick(500, Map.of(TWO, 10L)))
            .after(tick(1600, Map.of()));
    assertThat(link(world, 2, "b").perSecond()).isZero();
    assertThat(world.snapshot().traffic().pairs().pods()).isZero();
  }

  @Test
  void behind_the_cluster_ip_requests_wait_with_their_client_until_their_pod_is_known() {
    Connection mine = connection(40_003, VIP);
    World world =
        twoPods(two.withService(ServiceKind.CLUSTER_IP))
            .after(resolved(2, VIP))
            .after(tick(0, Map.of()))
            .after(tick(100, Map.of(mine, 7L)))
            .after(new ClusterFact.Forwarded(World.START.plusMillis(150), mine, address(2)))
            .after(tick(1000, Map.of()));

    assertThat(link(world, 2, "b").perSecond()).isEqualTo(7, within(0.01));
    assertThat(link(world, 1, "b").perSecond()).isZero();
    assertThat(ClientRow.of(world.snapshot()).get(1).knows()).isEqualTo("knows the ClusterIP");
  }

  @Test
  void the_history_keeps_the_rates_alone() {
    World world =
        twoPods(two).after(tick(0, Map.of())).after(tick(1000, Map.of(ONE, 5L, TWO, 10L)));
    Snapshot kept = world.snapshot().forHistory(world.snapshot());
    assertThat(kept.traffic().pairs().perSecond(2, World.full("b"))).isEqualTo(10, within(0.01));
    assertThat(ClientRow.of(kept)).isEqualTo(ClientRow.of(world.snapshot()));
  }

  private static World twoPods(Settings settings) {
    return World.empty().settings(settings).pod("a", 1, Phase.READY).pod("b", 2, Phase.READY);
  }

  private static Link link(World world, int client, String pod) {
    return ClientRow.of(world.snapshot()).get(client - 1).links().stream()
        .filter(link -> link.pod().equals(World.full(pod)))
        .findFirst()
        .orElseThrow();
  }

  private static ClientFact.Resolved resolved(int client, Address... addresses) {
    return new ClientFact.Resolved(
        World.START, client, "dns:///x", List.of(addresses), "test", Duration.ofSeconds(5));
  }

  private static ChannelNode channel(int client, Connection connection) {
    return new ChannelNode(
        client,
        client,
        "dns:///x",
        Connectivity.READY,
        new Calls(1, 1, 0),
        List.of(
            new ChannelNode.Subchannel(
                10 + client,
                List.of(connection.remote()),
                Connectivity.READY,
                new Calls(1, 1, 0),
                List.of(new ChannelNode.Socket(20 + client, connection, 1)),
                Optional.empty())));
  }

  /** What is on {@link #ONE} is the first client's, all else the second's. */
  private static LoadTick tick(long millis, Map<Connection, Long> streams) {
    Map<Connection, Integer> clients = new HashMap<>();
    streams.keySet().stream()
        .filter(connection -> !connection.equals(ONE))
        .forEach(connection -> clients.put(connection, 2));
    long sent = streams.values().stream().mapToLong(Long::longValue).sum();
    return new LoadTick(
        World.START.plusMillis(millis),
        sent,
        sent,
        Map.of(),
        0,
        Duration.ZERO,
        Map.of(),
        streams,
        clients,
        Map.of(),
        Map.of(),
        LoadTick.Beside.NOTHING,
        Latencies.NONE,
        List.of());
  }

  private static Connection connection(int port, Address to) {
    return new Connection(new Address("127.0.0.1", port), to);
  }
}
