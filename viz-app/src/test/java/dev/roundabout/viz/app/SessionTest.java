package dev.roundabout.viz.app;

import static dev.roundabout.viz.app.Watched.assertWitnessesEqual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The whole engine on the embedded cluster: what the article found, and what it missed. */
class SessionTest {
  private static final Duration SHORT_GATE = Duration.ofSeconds(1);
  private static final int CALLS = 3000;

  @Test
  void round_robin_spreads_3000_warm_sequential_calls_evenly_by_every_witness() {
    Watched session = paused("--load=sequential");
    try (session) {
      session.burst(30).untilServing(3);
      Snapshot warm = session.now();
      session.burst(CALLS);
      Snapshot after = session.now();
      for (PodRow row : PodRow.of(after)) {
        String pod = row.pod().name();
        long calls = after.traffic().pod(pod).attempts() - warm.traffic().pod(pod).attempts();
        assertThat(calls).isBetween(999L, 1001L);
        assertWitnessesEqual(after.traffic().pod(pod));
      }
    }
    assertSound(session.now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--policy=pick_first", "--via=clusterip"})
  void one_connection_takes_every_call(String flag) {
    Watched session = paused("--load=sequential", flag);
    try (session) {
      session.burst(CALLS);
      List<Long> counts =
          PodRow.of(session.now()).stream()
              .map(PodRow::total)
              .sorted(Comparator.reverseOrder())
              .toList();
      assertThat(counts).containsExactly((long) CALLS, 0L, 0L);
      session.now().traffic().pods().values().forEach(Watched::assertWitnessesEqual);
    }
    assertSound(session.now());
  }

  /** As with {@code --direct}: a real kube-proxy tells nobody which pod it gave a connection to. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_a_kube_proxy_does_not_tell_is_learnt_from_the_answers(boolean newConnections) {
    SessionOptions options = new SessionOptions();
    new CommandLine(options)
        .parseArgs("--instant-pods", "--load=paused", "--via=clusterip", "--clients=4");
    Load load = newConnections ? new Load.NewConnection() : new Load.Sequential(Duration.ZERO);
    Session untold =
        new Session(
            new SilentProxy(options.embedded(Clocks.system(), Origin.embedded("a test"))),
            options.settings().withLoad(load),
            Clocks.system());
    Watched session = new Watched(untold);
    try (session) {
      session.until(snapshot -> snapshot.cluster().ready() == 3).burst(300);
      Snapshot now = session.now();
      assertThat(PodRow.of(now).stream().mapToLong(PodRow::total).sum()).isEqualTo(300);
      now.traffic().pods().values().forEach(Watched::assertWitnessesEqual);
      assertThat(now.traffic().unplaced()).isEmpty();
      assertThat(now.events().stream().anyMatch(event -> event.text().endsWith("by its answer")))
          .isNotEqualTo(newConnections);
    }
    assertSound(session.now());
  }

  @Test
  void new_pods_get_nothing_until_a_connection_breaks() {
    Watched session = new Watched(SHORT_GATE, "--instant-pods", "--load=400/s");
    try (session) {
      session.untilServing(3).ask(new Action.Scale(5));
      session.until(snapshot -> inDns(snapshot) == 5);
      long sent = session.now().traffic().ledger().sent();
      session.until(snapshot -> snapshot.traffic().ledger().sent() > sent + 400);

      List<PodRow> idle =
          PodRow.of(session.now()).stream()
              .filter(row -> row.standing() == Standing.NOT_RESOLVED)
              .toList();
      assertThat(idle).hasSize(2).allMatch(row -> row.total() == 0);
      assertThat(session.now().events())
          .extracting(Event::text)
          .contains("DNS now answers 5 addresses", "client still holds 3 addresses");

      session.ask(new Action.Kill(Watched.serving(session.now()).get(0).pod().name(), true));
      List<String> waited = idle.stream().map(row -> row.pod().name()).toList();
      session.until(
          snapshot ->
              Watched.serving(snapshot).stream()
                  .filter(row -> row.perSecond() > 0)
                  .map(row -> row.pod().name())
                  .toList()
                  .containsAll(waited));
    }
    assertSound(session.now());
  }

  @Test
  void a_refresh_within_the_gate_is_discarded_and_said() {
    Watched session =
        new Watched(Resolving.DEFAULT_GATE, "--instant-pods", "--load=400/s", "--scale=2");
    try (session) {
      session.untilServing(2);
      session.ask(new Action.Kill(Watched.serving(session.now()).get(0).pod().name(), true));
      session.until(
          snapshot ->
              snapshot.events().stream().anyMatch(event -> event.text().contains("discarded")));
    }
    assertSound(session.now());
  }

  @Test
  void policy_and_service_switch_on_a_running_client_without_a_failed_call() {
    Watched session = new Watched(SHORT_GATE, "--instant-pods", "--load=16");
    try (session) {
      session.untilServing(3);
      session.ask(new Action.SetPolicy(LbPolicy.PICK_FIRST)).untilServing(1);
      session.ask(new Action.SetPolicy(LbPolicy.ROUND_ROBIN)).untilServing(3);
      session.ask(new Action.UseService(ServiceKind.CLUSTER_IP)).untilServing(1);
      session.ask(new Action.UseService(ServiceKind.HEADLESS)).untilServing(3);
      session.ask(new Action.SetRunning(false));
      session.until(snapshot -> snapshot.traffic().ledger().inFlight() == 0);
      assertThat(session.now().traffic().ledger().failed()).isEmpty();
    }
    assertSound(session.now());
  }

  @Test
  void max_connection_age_sets_the_embedded_servers_with_the_mode_and_takes_it_away_again() {
    Watched session = paused("--clients=2", "--resolve=2:max-connection-age");
    try (session) {
      session.until(snapshot -> age(snapshot).isPresent());
      session.ask(new Action.SetResolver(OptionalInt.of(1), ResolverMode.MAX_CONNECTION_AGE));
      session.ask(new Action.SetResolver(OptionalInt.of(2), ResolverMode.ON_DISCONNECT));
      session.ask(new Action.SetDeadline(Duration.ofSeconds(7)));
      session.until(
          snapshot ->
              snapshot.client().settings().deadline().equals(Duration.ofSeconds(7))
                  && age(snapshot).isPresent());
      session.ask(new Action.SetResolver(ResolverMode.WATCH_ENDPOINTS));
      session.until(snapshot -> age(snapshot).isEmpty());
    }
    assertThat(session.now().events())
        .extracting(Event::text)
        .containsOnlyOnce("servers close a connection after 5 s")
        .containsOnlyOnce("servers close no connection for its age");
    assertSound(session.now());
  }

  @Test
  void an_age_that_somebody_set_is_left_as_it_is_by_the_mode() {
    Optional<ConnectionAge> own =
        Optional.of(new ConnectionAge(Duration.ofSeconds(9), Optional.empty()));
    try (Watched session = paused()) {
      session.ask(new Action.SetConnectionAge(own));
      session.ask(new Action.SetResolver(ResolverMode.MAX_CONNECTION_AGE));
      session.until(
          snapshot ->
              snapshot.client().settings().resolving().mode() == ResolverMode.MAX_CONNECTION_AGE
                  && age(snapshot).equals(own));
      session.ask(new Action.SetResolver(ResolverMode.POLL_DNS));
      session.ask(new Action.SetDeadline(Duration.ofSeconds(7)));
      session.until(
          snapshot -> snapshot.client().settings().deadline().equals(Duration.ofSeconds(7)));
      assertThat(age(session.now())).isEqualTo(own);
      session.ask(new Action.Undo()).until(snapshot -> age(snapshot).isEmpty());
    }
  }

  @Test
  void an_age_that_came_with_the_mode_and_was_then_set_by_somebody_stays_when_the_mode_is_left() {
    Optional<ConnectionAge> own =
        Optional.of(new ConnectionAge(Duration.ofSeconds(9), Optional.empty()));
    try (Watched session = paused("--resolve=max-connection-age")) {
      session.until(snapshot -> age(snapshot).isPresent());
      session.ask(new Action.SetConnectionAge(own));
      session.ask(new Action.SetResolver(ResolverMode.POLL_DNS));
      session.ask(new Action.SetDeadline(Duration.ofSeconds(7)));
      session.until(
          snapshot -> snapshot.client().settings().deadline().equals(Duration.ofSeconds(7)));
      assertThat(age(session.now())).isEqualTo(own);
    }
  }

  @Test
  void grpc_javas_own_resolver_is_refused_without_a_way_of_its_own() {
    try (Watched session = paused("--resolve=as-shipped")) {
      session.until(snapshot -> refusals(snapshot) == 1);
      session.ask(new Action.SetResolver(ResolverMode.AS_SHIPPED));
      session.until(snapshot -> refusals(snapshot) == 2);
      session.until(snapshot -> snapshot.client().firstResolution().isPresent());
      assertThat(session.now().client().settings().resolving().mode())
          .isEqualTo(ResolverMode.ON_DISCONNECT);
    }
  }

  @Test
  void undo_takes_back_the_last_scaling_and_then_says_that_there_is_no_more() {
    try (Watched session = paused()) {
      session.until(snapshot -> snapshot.cluster().ready() == 3);
      session.ask(new Action.Scale(1)).until(snapshot -> snapshot.cluster().ready() == 1);
      session.ask(new Action.Undo()).until(snapshot -> snapshot.cluster().ready() == 3);
      session.ask(new Action.Undo());
      session.until(
          snapshot ->
              snapshot.events().stream().anyMatch(event -> event.text().contains("no change")));
    }
  }

  @Test
  void a_pod_that_does_not_exist_cannot_be_killed_and_the_reason_is_shown() {
    try (Watched session = paused()) {
      session.ask(new Action.Kill("server-nobody", true));
      session.until(
          snapshot ->
              snapshot.events().stream()
                  .anyMatch(
                      event ->
                          event.tone() == Event.Tone.BAD
                              && event.text().contains("server-nobody")));
    }
  }

  private static Watched paused(String... flags) {
    String[] all = new String[flags.length + 2];
    all[0] = "--instant-pods";
    all[1] = "--load=paused";
    System.arraycopy(flags, 0, all, 2, flags.length);
    return new Watched(SHORT_GATE, all);
  }

  private static long refusals(Snapshot snapshot) {
    return snapshot.events().stream()
        .filter(event -> event.tone() == Event.Tone.BAD && event.text().contains("--direct"))
        .count();
  }

  private static Optional<ConnectionAge> age(Snapshot snapshot) {
    return snapshot.cluster().connectionAge();
  }

  private static int inDns(Snapshot snapshot) {
    return snapshot.cluster().dns(ServiceKind.HEADLESS).map(dns -> dns.ips().size()).orElse(0);
  }

  private static void assertSound(Snapshot last) {
    assertThat(last.traffic().ledger().balances()).isTrue();
    assertThat(last.traffic().ledger().inFlight()).isZero();
    assertThat(last.traffic().witnesses().agree()).as("%s", last.traffic()).isTrue();
    assertThat(last.troubles()).isEmpty();
  }
}
