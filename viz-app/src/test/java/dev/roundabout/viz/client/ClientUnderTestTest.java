package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real channels over real sockets to real servers. */
@Timeout(60)
class ClientUnderTestTest {
  private static final int CALLS = 3000;
  private Rig rig;

  @BeforeEach
  void startServers() throws IOException {
    rig = Rig.of(3);
  }

  @AfterEach
  void stopServers() {
    rig.close();
    assertThat(rig.facts(SessionFact.Trouble.class)).isEmpty();
    assertThat(rig.snapshot().traffic().ledger().inFlight()).isZero();
    RigChecks.assertBalancedAtEveryTick(rig.ticks());
  }

  @Test
  void warm_sequential_calls_spread_evenly_by_every_witness() {
    ClientUnderTest client = rig.paused(settings -> settings);
    ChannelzReader reader = Rig.reader(client);
    rig.awaitReady(reader, 3);
    client.apply(new Action.Burst(CALLS));
    awaitOk(CALLS);
    rig.see(reader);
    for (int pod = 1; pod <= 3; pod++) {
      PodTraffic traffic = rig.pod(pod);
      assertThat(traffic.answers()).isBetween(999L, 1001L);
      assertThat(traffic.streams()).isEqualTo(traffic.answers());
      assertThat(traffic.attempts()).isEqualTo(traffic.answers());
    }
  }

  @Test
  void pick_first_sends_all_to_the_first_address() {
    ClientUnderTest client = rig.paused(settings -> settings.withPolicy(LbPolicy.PICK_FIRST));
    ChannelzReader reader = Rig.reader(client);
    rig.awaitReady(reader, 1);
    client.apply(new Action.Burst(CALLS));
    awaitOk(CALLS);
    rig.see(reader);
    assertThat(answers()).containsExactly((long) CALLS, 0L, 0L);
    assertThat(rig.pod(1).attempts()).isEqualTo(CALLS);
    assertThat(rig.pod(1).streams()).isEqualTo(CALLS);
  }

  @Test
  void switching_the_policy_under_load_loses_no_call_and_builds_no_channel() {
    ClientUnderTest client =
        rig.paused(
            settings ->
                settings
                    .withPolicy(LbPolicy.PICK_FIRST)
                    .withLoad(new Load.Concurrent(32))
                    .withRunning(true));
    ChannelzReader reader = Rig.reader(client);
    awaitAnswers(1, 500);
    long channel = reader.read().get(0).id();
    assertThat(answers().subList(1, 3)).containsExactly(0L, 0L);
    client.apply(new Action.SetPolicy(LbPolicy.ROUND_ROBIN));
    awaitAnswers(2, 500);
    awaitAnswers(3, 500);
    client.apply(new Action.SetPolicy(LbPolicy.PICK_FIRST));
    client.apply(new Action.SetRunning(false));
    awaitIdle();
    assertThat(reader.read()).extracting(ChannelNode::id).containsExactly(channel);
    assertThat(rig.snapshot().traffic().ledger().failed()).isEmpty();
    assertThat(rig.lookups()).isEqualTo(1);
  }

  @Test
  void switching_the_service_loses_no_call() {
    ClientUnderTest client =
        rig.paused(settings -> settings.withLoad(new Load.Concurrent(32)).withRunning(true));
    ChannelzReader reader = Rig.reader(client);
    awaitAnswers(3, 500);
    client.apply(new Action.UseService(ServiceKind.CLUSTER_IP));
    await()
        .untilAsserted(
            () ->
                assertThat(reader.read())
                    .extracting(ChannelNode::target)
                    .containsExactly("dns:///clusterip.test:" + rig.port()));
    long before = rig.pod(3).answers();
    awaitAnswers(1, rig.pod(1).answers() + 500);
    assertThat(rig.pod(3).answers()).isEqualTo(before);
    assertThat(rig.snapshot().traffic().ledger().failed()).isEmpty();
    assertThat(rig.snapshot().client().resolution(1).orElseThrow().addresses())
        .containsExactly(rig.address(1));
  }

  @Test
  void clients_come_and_go_under_load() {
    ClientUnderTest client =
        rig.paused(settings -> settings.withLoad(new Load.Concurrent(8)).withRunning(true));
    ChannelzReader reader = Rig.reader(client);
    client.apply(new Action.SetClients(4));
    await()
        .untilAsserted(
            () ->
                assertThat(reader.read())
                    .extracting(ChannelNode::client)
                    .containsExactly(1, 2, 3, 4));
    awaitSampled(4);
    client.apply(new Action.SetClients(2));
    await().untilAsserted(() -> assertThat(reader.read()).hasSize(2));
    assertThat(rig.facts(ClientFact.ClientClosed.class))
        .extracting(ClientFact.ClientClosed::client)
        .containsExactly(4, 3);
    assertThat(rig.snapshot().traffic().ledger().failed()).isEmpty();
    assertThat(client.settings().clients()).isEqualTo(2);
  }

  @Test
  void two_clients_in_one_jvm_do_not_see_each_other() {
    ClientUnderTest one = rig.paused(settings -> settings.withClients(2));
    ClientUnderTest other = rig.paused(settings -> settings);
    assertThat(Rig.reader(one).read()).hasSize(2);
    assertThat(Rig.reader(other).read()).hasSize(1);
    assertThat(Rig.reader(one).read())
        .extracting(ChannelNode::target)
        .containsOnly("dns:///headless.test:" + rig.port());
  }

  @Test
  void the_books_balance_while_servers_die() throws IOException {
    ClientUnderTest client =
        rig.paused(settings -> settings.withLoad(new Load.Concurrent(32)).withRunning(true));
    ChannelzReader reader = Rig.reader(client);
    awaitAnswers(3, 100);
    for (int round = 0; round < 5; round++) {
      rig.kill(2);
      long ok = rig.snapshot().traffic().ledger().ok();
      awaitOk(ok + 200);
      rig.see(reader);
      rig.startPod(2);
    }
    client.apply(new Action.SetRunning(false));
    awaitIdle();
    rig.see(reader);
    for (int pod = 1; pod <= 3; pod++) {
      assertThat(rig.pod(pod).attempts()).isEqualTo(rig.pod(pod).streams());
    }
    assertThat(rig.snapshot().traffic().ledger().failed().keySet()).allMatch("UNAVAILABLE"::equals);
  }

  @Test
  void calls_under_way_at_the_end_are_counted_as_cancelled() throws IOException {
    try (FrozenServer frozen = FrozenServer.start()) {
      ClientUnderTest client =
          rig.client(
              frozen.setup(rig, Rig.quiet().withLoad(new Load.Concurrent(7)).withRunning(true)));
      await().until(() -> rig.snapshot().traffic().ledger().inFlight() == 7);
      client.close();
      Ledger ledger = rig.snapshot().traffic().ledger();
      assertThat(ledger.failed()).isEqualTo(Map.of("CANCELLED", 7L));
    }
  }

  @Test
  void a_call_that_takes_too_long_fails_with_its_deadline() throws IOException {
    try (FrozenServer frozen = FrozenServer.start()) {
      ClientUnderTest client = rig.client(frozen.setup(rig, Rig.quiet()));
      client.apply(new Action.SetDeadline(Duration.ofMillis(50)));
      client.apply(new Action.Burst(3));
      await()
          .untilAsserted(
              () ->
                  assertThat(rig.snapshot().traffic().ledger().failed())
                      .containsEntry("DEADLINE_EXCEEDED", 3L));
    }
  }

  @Test
  void a_burst_sends_its_number_beside_a_paused_rate_over_all_clients() {
    ClientUnderTest client =
        rig.paused(settings -> settings.withLoad(new Load.Rate(100)).withClients(3));
    client.apply(new Action.Burst(100));
    awaitOk(100);
    client.apply(new Action.Burst(1));
    awaitOk(101);
    awaitQuietTicks(2);
    assertThat(rig.snapshot().traffic().ledger().sent()).isEqualTo(101);
  }

  @Test
  void the_server_works_for_a_call_as_long_as_it_is_told() {
    ClientUnderTest client = rig.paused(settings -> settings);
    client.apply(new Action.SetWork(Duration.ofMillis(30)));
    client.apply(new Action.Burst(3));
    awaitOk(3);
    awaitQuietTicks(2);
    long quickest = rig.snapshot().traffic().latency().percentileMicros(0);
    assertThat(quickest).isGreaterThan(29_000);
  }

  @Test
  void settings_are_told_at_the_start_and_after_every_change() {
    ClientUnderTest client = rig.paused(settings -> settings);
    Rig.all(
        client,
        new Action.SetDeadline(Duration.ofSeconds(2)),
        new Action.Burst(1),
        new Action.SetLoad(new Load.Rate(10)));
    assertThat(rig.facts(ClientFact.SettingsSeen.class))
        .extracting(ClientFact.SettingsSeen::settings)
        .containsExactly(
            Rig.quiet(),
            Rig.quiet().withDeadline(Duration.ofSeconds(2)),
            Rig.quiet().withDeadline(Duration.ofSeconds(2)).withLoad(new Load.Rate(10)));
  }

  @Test
  void close_leaves_no_thread_and_no_channel() {
    ClientUnderTest client =
        rig.paused(
            settings -> settings.withLoad(new Load.Rate(500)).withRunning(true).withClients(3));
    awaitOk(50);
    ChannelzReader reader = Rig.reader(client);
    client.close();
    client.close();
    assertThat(reader.read()).isEmpty();
    assertThat(rig.facts(ClientFact.ClientClosed.class)).hasSize(3);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("viz-")));
  }

  private void awaitOk(long calls) {
    await().until(() -> rig.snapshot().traffic().ledger().ok() >= calls);
  }

  private void awaitAnswers(int pod, long count) {
    await().until(() -> rig.pod(pod).answers() >= count);
  }

  private void awaitSampled(int client) {
    await()
        .until(
            () ->
                rig.ticks().stream()
                    .flatMap(tick -> tick.sample().stream())
                    .anyMatch(call -> call.client() == client && call.ok()));
  }

  private void awaitIdle() {
    await().until(() -> rig.snapshot().traffic().ledger().inFlight() == 0);
    awaitQuietTicks(2);
  }

  private void awaitQuietTicks(int count) {
    await()
        .until(
            () -> {
              List<LoadTick> ticks = rig.ticks();
              return ticks.size() >= count
                  && ticks.subList(ticks.size() - count, ticks.size()).stream()
                      .allMatch(tick -> tick.sent() == 0 && tick.inFlight() == 0);
            });
  }

  private List<Long> answers() {
    return IntStream.rangeClosed(1, 3).mapToObj(pod -> rig.pod(pod).answers()).toList();
  }
}
