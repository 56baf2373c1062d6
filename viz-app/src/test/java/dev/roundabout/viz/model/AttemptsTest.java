package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who gets the attempts that channelz counts by subchannel. */
class AttemptsTest {
  private static final Duration READING = Duration.ofMillis(33);
  private final World world =
      World.empty().pod("a", 1, Pod.Phase.READY).pod("b", 2, Pod.Phase.READY);

  @Test
  void round_robin_gives_each_pod_its_own_subchannel() {
    World after =
        world
            .channelz(robin(1, 10, socket(11, 1, 10)), robin(2, 9, socket(12, 2, 9)))
            .channelz(robin(1, 30, socket(11, 1, 10)), robin(2, 28, socket(12, 2, 9)));
    assertAttempts(after, 30, 28);
  }

  @Test
  void pick_first_gives_all_to_the_connected_one_of_its_addresses() {
    assertAttempts(world.channelz(first(1, 10, socket(11, 2, 10), 1, 2)), 0, 10);
  }

  @Test
  void a_subchannel_that_vanishes_keeps_its_attempts() {
    World after =
        world
            .channelz(robin(1, 10, socket(11, 1, 10)), robin(2, 9, socket(12, 2, 9)))
            .channelz(robin(2, 12, socket(12, 2, 9)));
    assertAttempts(after, 10, 12);
    assertAttempts(after.channelz(), 10, 12);
  }

  @Test
  void a_policy_switch_adds_the_new_subchannel_to_the_old_one() {
    World after =
        world
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2))
            .channelz(
                first(1, 14, socket(11, 1, 10), 1, 2),
                robin(2, 3, socket(12, 1, 3)),
                robin(3, 4, socket(13, 2, 4)))
            .channelz(robin(2, 8, socket(12, 1, 3)), robin(3, 9, socket(13, 2, 4)));
    assertAttempts(after, 14 + 8, 9);
  }

  @Test
  void a_reconnect_to_the_same_pod_changes_nothing() {
    World after =
        world
            .channelz(robin(1, 10, socket(11, 1, 10)))
            .channelz(robin(1, 12))
            .channelz(robin(1, 15, socket(14, 1, 3)));
    assertAttempts(after, 15, 0);
  }

  @Test
  void pick_first_that_moves_gives_the_new_pod_what_its_connection_counted() {
    World after =
        world
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2))
            .channelz(first(1, 17, socket(12, 2, 4), 1, 2));
    assertAttempts(after, 13, 4);
  }

  @Test
  void a_later_reading_corrects_who_got_the_attempts_of_the_move() {
    World moved =
        world
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2))
            // Three of the seven are streams of the new connection that channelz had not read.
            .channelz(first(1, 17, socket(12, 2, 1), 1, 2));
    assertAttempts(moved, 16, 1);
    assertAttempts(moved.channelz(first(1, 20, socket(12, 2, 1), 1, 2)), 16, 4);
    assertAttempts(moved.channelz(first(1, 20, socket(12, 2, 7), 1, 2)), 13, 7);
  }

  @Test
  void streams_that_never_left_do_not_go_back_to_the_pod_before() {
    World after =
        world
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2))
            .channelz(first(1, 14, socket(12, 2, 4), 1, 2))
            .channelz(first(1, 20, socket(12, 2, 7), 1, 2));
    assertAttempts(after, 10, 10);
  }

  @Test
  void nothing_that_was_the_pods_before_is_ever_taken_from_it() {
    World after =
        world
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2))
            .channelz(first(1, 12, socket(12, 2, 50), 1, 2));
    assertAttempts(after, 10, 2);
  }

  @Test
  void attempts_while_nothing_is_connected_go_to_the_last_connection() {
    World after =
        world
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2))
            .channelz(first(1, 12, List.of(), 1, 2));
    assertAttempts(after, 12, 0);
  }

  @Test
  void three_connections_in_turn() {
    World after =
        world
            .pod("c", 3, Pod.Phase.READY)
            .channelz(first(1, 10, socket(11, 1, 10), 1, 2, 3))
            .channelz(first(1, 20, socket(12, 2, 5), 1, 2, 3))
            .channelz(first(1, 40, socket(13, 3, 8), 1, 2, 3));
    assertAttempts(after, 15, 17);
    assertThat(attempts(after, "c")).isEqualTo(8);
  }

  @Test
  void attempts_through_a_cluster_ip_wait_until_it_is_known_who_got_the_connection() {
    World before = world.channelz(clusterIp(5, 11));
    assertAttempts(before, 0, 0);
    World known = before.after(new ClusterFact.Forwarded(now(), connection(11, 9), address(2)));
    assertAttempts(known.channelz(clusterIp(8, 11)), 0, 8);
  }

  @Test
  void a_connection_that_nobody_tells_about_leads_to_the_pod_that_answers_on_it() {
    Connection connection = connection(11, 9);
    World before = world.channelz(clusterIp(5, 11)).after(tick(Map.of(connection, 5L)));
    assertAttempts(before, 0, 0);
    World known = before.after(answered(connection, World.full("b"))).channelz(clusterIp(8, 11));
    assertAttempts(known, 0, 8);
    assertThat(known.snapshot().traffic().pod(World.full("b")).streams()).isEqualTo(5);
    assertThat(known.eventTexts()).anyMatch(text -> text.endsWith("by its answer"));
  }

  @Test
  void a_pod_that_answers_may_be_heard_of_later() {
    Connection connection = connection(11, 9);
    World before = world.channelz(clusterIp(5, 11)).after(answered(connection, World.full("c")));
    World known = before.pod("c", 3, Pod.Phase.READY).channelz(clusterIp(8, 11));
    assertThat(attempts(known, "c")).isEqualTo(8);
  }

  @Test
  void answers_say_nothing_of_connections_of_which_it_is_known_where_they_lead() {
    Connection forwarded = connection(12, 9);
    World told = world.after(new ClusterFact.Forwarded(now(), forwarded, address(1)));
    World answered =
        told.after(answered(forwarded, World.full("b")))
            .after(answered(connection(11, 2), World.full("a")));
    assertThat(answered.snapshot().client()).isSameAs(told.snapshot().client());
    assertThat(answered.snapshot().podOf(forwarded).orElseThrow().name())
        .isEqualTo(World.full("a"));
  }

  @Test
  void a_second_connection_to_a_cluster_ip_does_not_count_for_the_first_pod_meanwhile() {
    World after =
        world
            .after(new ClusterFact.Forwarded(now(), connection(11, 9), address(1)))
            .channelz(clusterIp(5, 11))
            .channelz(subchannel(1, 9, List.of(new Socket(12, connection(12, 9), 4)), 9));
    assertAttempts(after, 5, 0);
    World known =
        after
            .after(new ClusterFact.Forwarded(now(), connection(12, 9), address(2)))
            .channelz(subchannel(1, 12, List.of(new Socket(12, connection(12, 9), 4)), 9));
    assertAttempts(known, 5, 7);
  }

  @Test
  void a_connection_keeps_its_pod_when_another_pod_gets_the_ip() {
    World after =
        world
            .channelz(robin(1, 10, socket(11, 1, 10)))
            .gone("a")
            .pod("z", 1, Pod.Phase.READY)
            .channelz(robin(1, 12, socket(11, 1, 10)));
    assertAttempts(after, 12, 0);
    assertThat(attempts(after, "z")).isZero();
  }

  @Test
  void streams_through_a_cluster_ip_wait_too() {
    World sent = world.after(tick(Map.of(connection(11, 9), 5L)));
    assertThat(sent.snapshot().traffic().pod(World.full("b")).streams()).isZero();
    World known =
        sent.after(new ClusterFact.Forwarded(now(), connection(11, 9), address(2)))
            .after(tick(Map.of(connection(11, 9), 2L)));
    assertThat(known.snapshot().traffic().pod(World.full("b")).streams()).isEqualTo(7);
    assertThat(known.snapshot().traffic().unplaced()).isEmpty();
  }

  @Test
  void streams_that_are_no_requests_are_taken_off_whichever_is_read_first() {
    Connection toA = connection(11, 1);
    World counted = world.channelz(robin(1, 10, socket(11, 1, 10)));
    assertAttempts(counted.after(beside(Map.of(toA, 4L))), 6, 0);
    World told = world.after(beside(Map.of(toA, 4L)));
    assertAttempts(told, 0, 0);
    assertAttempts(told.channelz(robin(1, 10, socket(11, 1, 10))).after(tick(Map.of())), 6, 0);
    World gone = counted.after(beside(Map.of(toA, 4L))).channelz();
    assertAttempts(gone.after(tick(Map.of())), 6, 0);
  }

  @Test
  void streams_through_a_cluster_ip_are_taken_off_once_their_pod_is_known() {
    World sent = world.channelz(clusterIp(5, 11)).after(beside(Map.of(connection(11, 9), 3L)));
    assertAttempts(sent, 0, 0);
    World known =
        sent.after(new ClusterFact.Forwarded(now(), connection(11, 9), address(2)))
            .channelz(clusterIp(8, 11))
            .after(tick(Map.of()));
    assertAttempts(known, 0, 5);
  }

  @Test
  void attempts_of_a_subchannel_that_is_gone_wait_for_the_news_of_where_it_led() {
    Connection connection = connection(11, 9);
    World gone = world.channelz(clusterIp(5, 11)).channelz();
    assertAttempts(gone, 0, 0);
    assertAttempts(gone.after(answered(connection, World.full("b"))), 0, 5);
    World told = gone.after(new ClusterFact.Forwarded(now(), connection, address(2)));
    assertAttempts(told.after(tick(Map.of())), 0, 5);
    assertAttempts(told.after(beside(Map.of(connection, 3L))).after(tick(Map.of())), 0, 2);
  }

  private static LoadTick beside(Map<Connection, Long> watches) {
    return tick(Map.of(), new LoadTick.Beside(0, 0, watches));
  }

  private static LoadTick answered(Connection connection, String pod) {
    return tick(Map.of(connection, pod), LoadTick.Beside.NOTHING);
  }

  private static LoadTick tick(Map<Connection, String> answerers, LoadTick.Beside beside) {
    return new LoadTick(
        now(),
        0,
        0,
        Map.of(),
        0,
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        answerers,
        Map.of(),
        beside,
        Latencies.NONE,
        List.of());
  }

  private static void assertAttempts(World world, long a, long b) {
    assertThat(List.of(attempts(world, "a"), attempts(world, "b"))).containsExactly(a, b);
  }

  private static long attempts(World world, String pod) {
    return world.snapshot().traffic().attempts().byPod().getOrDefault(World.full(pod), 0L);
  }

  private static Instant now() {
    return World.START.plus(READING);
  }

  private static LoadTick tick(Map<Connection, Long> streams) {
    return new LoadTick(
        now(),
        0,
        0,
        Map.of(),
        0,
        Duration.ZERO,
        Map.of(),
        streams,
        Map.of(),
        Latencies.NONE,
        List.of());
  }

  private static Subchannel clusterIp(long started, int socket) {
    return subchannel(1, started, socket(socket, 9, started), 9);
  }

  private static Subchannel robin(int id, long started, List<Socket> sockets) {
    Address only = sockets.get(0).connection().remote();
    return new Subchannel(id, List.of(only), Connectivity.READY, new Calls(started, 0, 0), sockets);
  }

  private static Subchannel robin(int id, long started) {
    return subchannel(id, started, List.of(), id);
  }

  private static Subchannel first(int id, long started, List<Socket> sockets, int... lasts) {
    return subchannel(id, started, sockets, lasts);
  }

  private static Subchannel subchannel(int id, long started, List<Socket> sockets, int... lasts) {
    return new Subchannel(
        id, World.addresses(lasts), Connectivity.READY, new Calls(started, 0, 0), sockets);
  }

  private static List<Socket> socket(int id, int last, long streams) {
    return List.of(new Socket(id, connection(id, last), streams));
  }

  private static Connection connection(int id, int last) {
    return new Connection(new Address("127.0.0.1", 40_000 + id), address(last));
  }

  private static Address address(int last) {
    return World.address(last);
  }
}
