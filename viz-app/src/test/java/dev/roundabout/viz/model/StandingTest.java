package dev.roundabout.viz.model;

import static dev.roundabout.viz.model.World.address;
import static dev.roundabout.viz.model.World.connected;
import static dev.roundabout.viz.model.World.subchannel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.AddressRow.Kind;
import dev.roundabout.viz.model.Pod.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every panel says about a pod and about an address. */
class StandingTest {

  @ParameterizedTest
  @CsvSource({
    "PENDING, NOT_READY, Pending",
    "CREATING, NOT_READY, ContainerCreating",
    "STARTING, NOT_READY, 'Running, not ready'",
    "BACK_OFF, NOT_READY, CrashLoopBackOff",
    "TERMINATING, LEAVING, Terminating",
  })
  void a_pod_that_is_not_ready_says_so_in_kubernetes_words(
      Phase phase, Standing standing, String words) {
    PodRow row = World.empty().pod("a", 1, phase).inDns(1).resolved(1).row("a");
    assertThat(row.standing()).isEqualTo(standing);
    assertThat(row.words()).isEqualTo(words);
  }

  @Test
  void a_new_pod_waits_for_dns_then_for_the_client_then_for_its_connection() {
    World world = World.empty().pod("a", 1, Phase.READY).resolved();
    assertThat(world.row("a").standing()).isEqualTo(Standing.NOT_IN_DNS);

    world = world.inDns(1);
    assertThat(world.row("a").standing()).isEqualTo(Standing.NOT_RESOLVED);
    assertThat(world.row("a").words()).isEqualTo("client has not asked");

    world = world.resolved(1);
    assertThat(world.row("a").standing()).isEqualTo(Standing.NOT_CHOSEN);

    world = world.channelz(subchannel(7, Connectivity.CONNECTING, 1));
    assertThat(world.row("a").standing()).isEqualTo(Standing.CONNECTING);

    world = world.channelz(connected(7, 1, 1));
    assertThat(world.row("a").standing()).isEqualTo(Standing.SERVING);
  }

  @ParameterizedTest
  @EnumSource(
      value = Connectivity.class,
      names = {"IDLE", "CONNECTING", "TRANSIENT_FAILURE"})
  void a_resolved_pod_shows_the_state_of_its_subchannel(Connectivity state) {
    PodRow row =
        World.empty()
            .pod("a", 1, Phase.READY)
            .inDns(1)
            .resolved(1)
            .channelz(subchannel(7, state, 1))
            .row("a");
    assertThat(row.standing().name()).isEqualTo(state.name());
    assertThat(row.words()).isEqualTo(state.name());
  }

  @Test
  void pick_first_serves_the_connected_address_of_its_list_alone() {
    World world =
        World.empty()
            .pod("a", 1, Phase.READY)
            .pod("b", 2, Phase.READY)
            .inDns(1, 2)
            .resolved(1, 2)
            .channelz(connected(7, 2, 1, 2));
    assertThat(world.row("b").standing()).isEqualTo(Standing.SERVING);
    assertThat(world.row("a").standing()).isEqualTo(Standing.NOT_CHOSEN);
    assertThat(world.row("a").words()).isEqualTo("resolved, not used");
  }

  @Test
  void behind_a_ClusterIP_only_the_pod_that_got_the_connection_serves() {
    ChannelNode.Subchannel toService = connected(7, 99, 99);
    World world =
        World.empty()
            .settings(Settings.initial().withService(ServiceKind.CLUSTER_IP))
            .pod("a", 1, Phase.READY)
            .pod("b", 2, Phase.READY)
            .resolved(99)
            .after(
                new ClusterFact.Forwarded(
                    World.START, toService.connected().orElseThrow(), address(2)))
            .channelz(toService);
    assertThat(world.row("b").standing()).isEqualTo(Standing.SERVING);
    assertThat(world.row("a").words()).isEqualTo("ClusterIP chose another");
  }

  @Test
  void addresses_show_what_only_dns_has_and_what_only_the_client_holds() {
    World world =
        World.empty()
            .pod("a", 1, Phase.READY)
            .pod("b", 2, Phase.TERMINATING)
            .pod("c", 3, Phase.READY)
            .resolved(1, 2)
            .inDns(1, 3)
            .channelz(connected(7, 1, 1));
    assertThat(AddressRow.of(world.snapshot()))
        .extracting(AddressRow::address, AddressRow::kind, AddressRow::words)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(address(1), Kind.READY, "READY"),
            org.assertj.core.groups.Tuple.tuple(address(2), Kind.RESOLVED_ONLY, "no longer in DNS"),
            org.assertj.core.groups.Tuple.tuple(address(3), Kind.IN_DNS_ONLY, "in DNS only"));
  }

  @Test
  void a_frozen_pod_does_not_serve_and_says_so() {
    World world = World.empty().pod("a", 1, Phase.READY).resolved(1).inDns(1);
    Pod frozen = world.snapshot().cluster().pod(World.full("a")).orElseThrow().frozen(true);
    world = world.channelz(connected(7, 1, 1)).after(new ClusterFact.PodSeen(world.now(), frozen));
    assertThat(world.row("a").standing()).isEqualTo(Standing.FROZEN);
    assertThat(world.row("a").words()).startsWith("frozen");
  }

  @Test
  void an_address_says_since_when_it_is_known_and_who_else_has_it() {
    World world = World.empty().inDns(1, 3).resolved(1);
    World later = world.later(Duration.ofSeconds(9)).resolved(1, 2);
    later =
        later.after(
            new ClusterFact.EndpointsSeen(
                later.now(), ServiceKind.HEADLESS, World.addresses(1, 4)));
    assertThat(AddressRow.of(later.snapshot()))
        .extracting(AddressRow::address, AddressRow::words, row -> row.since().orElse(null))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(address(1), "UNKNOWN", World.START),
            org.assertj.core.groups.Tuple.tuple(address(2), "no longer in DNS", later.now()),
            org.assertj.core.groups.Tuple.tuple(address(3), "in DNS only", null),
            org.assertj.core.groups.Tuple.tuple(address(4), "in EndpointSlice only", null));
  }

  @Test
  void a_client_that_watches_has_no_dns_to_differ_from() {
    Settings watching =
        Settings.initial().after(new Action.SetResolver(ResolverMode.WATCH_ENDPOINTS));
    World world = World.empty().settings(watching).inDns(1).resolved(1, 2);
    world =
        world.after(
            new ClusterFact.EndpointsSeen(
                world.now(), ServiceKind.HEADLESS, World.addresses(1, 2)));
    assertThat(AddressRow.of(world.snapshot()))
        .extracting(AddressRow::kind)
        .containsExactly(Kind.WAITING, Kind.WAITING);
    assertThat(AddressRow.of(world.snapshot()).get(0).where()).contains("it asks no DNS");
  }

  @Test
  void says_when_dns_has_moved_on_and_the_client_has_not() {
    World world = World.empty().inDns(1, 2, 3).resolved(1, 2, 3).inDns(1, 2, 3, 4, 5);
    assertThat(world.eventTexts())
        .endsWith("DNS now answers 5 addresses", "client still holds 3 addresses");
  }

  @Test
  void says_nothing_of_a_gap_where_dns_and_client_agree() {
    World world = World.empty().resolved(1, 2).inDns(2, 1);
    assertThat(world.eventTexts()).endsWith("DNS now answers 2 addresses");
  }

  @Test
  void a_place_is_kept_for_life_and_never_given_on() {
    World world =
        World.empty().pod("a", 1, Phase.READY).pod("b", 2, Phase.READY).pod("c", 3, Phase.READY);
    assertThat(world.row("b").place()).isEqualTo(1);

    world = world.gone("b").pod("d", 4, Phase.PENDING);
    assertThat(world.row("b").pod().phase()).isEqualTo(Phase.GONE);
    assertThat(world.row("d").place()).isEqualTo(3);

    world = world.later(ClusterState.FAREWELL.plus(Duration.ofMillis(1)));
    ClusterState cluster = world.snapshot().cluster().at(world.now());
    assertThat(cluster.seats()).extracting(Seat::place).containsExactly(0, 2, 3);
    assertThat(cluster.at(world.now())).isSameAs(cluster);
    Pod late = new Pod("server-x-e", Optional.empty(), Phase.PENDING, "node", 0, world.now());
    assertThat(cluster.withPod(late).seats()).extracting(Seat::place).containsExactly(0, 2, 3, 4);
  }

  @Test
  void a_new_pod_takes_a_colour_that_nobody_has_and_that_was_given_longest_ago() {
    World world =
        World.empty().pod("a", 1, Phase.READY).pod("b", 2, Phase.READY).pod("c", 3, Phase.READY);
    for (int i = 0; i < 12; i++) {
      String name = "n" + i;
      world = world.pod(name, 10 + i, Phase.READY);
      Set<Integer> others = new HashSet<>();
      for (PodRow row : PodRow.of(world.snapshot())) {
        assertThat(others.add(row.place() % Seat.COLOURS)).as("%s: %s", name, row).isTrue();
      }
      world = world.gone(name).later(ClusterState.FAREWELL.plus(Duration.ofMillis(1)));
      world = world.settled();
    }
    assertThat(world.pod("z", 99, Phase.READY).row("z").place())
        .as("new pods come last")
        .isGreaterThan(2 + 12);
  }

  @Test
  void an_ip_that_is_used_again_belongs_to_the_pod_that_lives() {
    World world = World.empty().pod("a", 1, Phase.READY).gone("a").pod("b", 1, Phase.READY);
    assertThat(world.snapshot().cluster().podAt("10.0.0.1").map(Pod::shortName)).hasValue("b");
    Connection connection = new Connection(new Address("127.0.0.1", 5), address(1));
    assertThat(world.snapshot().podOf(connection).map(Pod::shortName)).hasValue("b");
  }

  @Test
  void a_phase_is_announced_once() {
    World world = World.empty().pod("a", 1, Phase.READY).pod("a", 1, Phase.READY);
    assertThat(world.eventTexts()).isEqualTo(List.of("pod a ready"));
  }

  @Test
  void events_and_troubles_are_bounded_and_keep_the_newest() {
    World world = World.empty();
    for (int i = 0; i < Snapshot.MAX_EVENTS + 50; i++) {
      world = world.after(new SessionFact.Trouble(World.START, "part " + i, "cause"));
    }
    assertThat(world.snapshot().events()).hasSize(Snapshot.MAX_EVENTS);
    assertThat(world.snapshot().troubles()).hasSize(Snapshot.MAX_TROUBLES);
    assertThat(world.snapshot().troubles().get(Snapshot.MAX_TROUBLES - 1).what())
        .isEqualTo("part " + (Snapshot.MAX_EVENTS + 49));
  }

  @Test
  void a_refresh_that_is_discarded_says_why() {
    World world =
        World.empty()
            .resolved(1)
            .after(
                new ClientFact.RefreshAsked(
                    World.START, 1, true, Duration.ofSeconds(12), Duration.ofSeconds(30)));
    assertThat(world.eventTexts())
        .endsWith("client asked again after 12 s, discarded: the last answer is younger than 30 s");
    assertThat(world.snapshot().client().firstResolution().orElseThrow().discarded()).isEqualTo(1);
  }
}
