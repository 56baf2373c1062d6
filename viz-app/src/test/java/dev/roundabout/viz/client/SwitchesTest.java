package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.channelz.ChannelzPoller;
import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each switch does what its sentence says; what saves from a frozen pod is in FreezeTest. */
@Timeout(120)
class SwitchesTest {
  private Rig rig;

  @BeforeEach
  void startServers() throws IOException {
    rig = Rig.of(3);
  }

  @AfterEach
  void stopServers() {
    rig.close();
    assertThat(rig.facts(SessionFact.Trouble.class)).isEmpty();
    RigChecks.assertBalancedAtEveryTick(rig.ticks());
  }

  @ParameterizedTest
  @EnumSource
  void turning_one_on_and_off_under_load_loses_no_call(GrpcSwitch which) {
    ClientUnderTest client =
        rig.paused(settings -> settings.withLoad(new Load.Concurrent(16)).withRunning(true));
    ChannelzReader reader = Rig.reader(client);
    long channel = reader.read().get(0).id();
    // The counts of a channel go with it: somebody has to read them before.
    try (ChannelzPoller poller = rig.poller(reader)) {
      poller.start();
      awaitMore(300);
      client.apply(new Action.SetSwitch(which, true));
      awaitMore(300);
      client.apply(new Action.SetSwitch(which, false));
      awaitMore(300);
      client.apply(new Action.SetRunning(false));
      awaitIdle();
      assertThat(rig.snapshot().traffic().ledger().failed()).isEmpty();
      Rig.eventually().until(() -> rig.snapshot().traffic().witnesses().differing().isEmpty());
    }
    assertThat(reader.read().get(0).id() == channel).isEqualTo(!which.needsNewChannel());
  }

  @Test
  void a_retry_hides_that_a_pod_was_killed_and_the_witnesses_know() throws IOException {
    ClientUnderTest client =
        rig.paused(
            settings ->
                with(settings, GrpcSwitch.RETRY)
                    .withLoad(new Load.Concurrent(32))
                    .withRunning(true));
    ChannelzReader reader = Rig.reader(client);
    awaitMore(500);
    for (int round = 0; round < 4; round++) {
      rig.kill(2);
      awaitMore(300);
      rig.see(reader);
      rig.startPod(2);
      awaitMore(300);
      rig.see(reader);
    }
    client.apply(new Action.SetRunning(false));
    awaitIdle();
    assertThat(rig.snapshot().traffic().ledger().failed()).isEmpty();
    awaitAgreement(reader);
    long again = rig.ticks().stream().mapToLong(tick -> tick.beside().again()).sum();
    long streams =
        rig.ticks().stream()
            .flatMap(tick -> tick.streams().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(streams).isEqualTo(rig.snapshot().traffic().ledger().sent() + again);
  }

  @Test
  void a_call_waits_for_a_pod_instead_of_failing() throws IOException {
    rig.answer(List.of(rig.ip(1)));
    ClientUnderTest client = rig.paused(settings -> settings.withDeadline(Duration.ofSeconds(50)));
    rig.kill(1);
    client.apply(new Action.Burst(1));
    Rig.eventually().until(() -> rig.snapshot().traffic().ledger().failedTotal() == 1);
    client.apply(new Action.SetSwitch(GrpcSwitch.WAIT_FOR_READY, true));
    client.apply(new Action.Burst(1));
    Rig.eventually().until(() -> rig.snapshot().traffic().ledger().inFlight() == 1);
    rig.startPod(1);
    Rig.eventually().until(() -> rig.snapshot().traffic().ledger().ok() == 1);
    assertThat(rig.snapshot().traffic().ledger().failedTotal()).isEqualTo(1);
  }

  @Test
  void shuffling_spreads_clients_over_pods_but_not_their_calls() {
    ClientUnderTest client =
        rig.paused(
            settings ->
                with(settings, GrpcSwitch.SHUFFLE_ADDRESSES)
                    .withPolicy(LbPolicy.PICK_FIRST)
                    .withClients(16));
    ChannelzReader reader = Rig.reader(client);
    rig.awaitReady(reader, 16);
    assertThat(
            reader.read().stream()
                .flatMap(channel -> channel.subchannels().stream())
                .map(subchannel -> subchannel.connected().orElseThrow().remote())
                .distinct())
        .hasSizeGreaterThan(1);
    assertThat(reader.read()).extracting(ChannelNode::subchannels).allMatch(all -> all.size() == 1);
  }

  @Test
  void a_pod_that_is_not_serving_gets_no_call() throws Exception {
    try (SickServer sick = SickServer.start(rig, 4)) {
      rig.answer(rig.ips(4));
      ClientUnderTest client = rig.paused(settings -> with(settings, GrpcSwitch.HEALTH_CHECK));
      ChannelzReader reader = Rig.reader(client);
      rig.awaitReady(reader, 4);
      client.apply(new Action.Burst(300));
      Rig.eventually().until(() -> rig.snapshot().traffic().ledger().ok() == 300);
      assertThat(sick.calls()).isZero();
      Rig.eventually()
          .untilAsserted(
              () -> {
                rig.see(reader);
                assertThat(rig.events())
                    .contains("health checking leaves 4 out: it does not say SERVING");
              });
      client.apply(new Action.SetSwitch(GrpcSwitch.HEALTH_CHECK, false));
      client.apply(new Action.Burst(300));
      Rig.eventually().until(() -> sick.calls() > 0);
    }
  }

  @Test
  void a_client_connects_to_two_of_the_pods() {
    ClientUnderTest client = rig.paused(settings -> with(settings, GrpcSwitch.RANDOM_SUBSETTING));
    ChannelzReader reader = Rig.reader(client);
    rig.awaitReady(reader, 2);
    client.apply(new Action.Burst(300));
    Rig.eventually().until(() -> rig.snapshot().traffic().ledger().ok() == 300);
    assertThat(IntStream.rangeClosed(1, 3).mapToLong(pod -> rig.pod(pod).answers()).sorted())
        .satisfiesExactly(
            left -> assertThat(left).isZero(),
            one -> assertThat(one).isBetween(140L, 160L),
            other -> assertThat(other).isBetween(140L, 160L));
  }

  private static Settings with(Settings settings, GrpcSwitch which) {
    return settings.withSwitch(which, true);
  }

  private void awaitMore(int calls) {
    long before = rig.snapshot().traffic().ledger().ok();
    Rig.eventually().until(() -> rig.snapshot().traffic().ledger().ok() >= before + calls);
  }

  private void awaitIdle() {
    int ticks = rig.ticks().size();
    Rig.eventually()
        .until(
            () ->
                rig.ticks().size() > ticks + 2
                    && rig.snapshot().traffic().ledger().inFlight() == 0);
  }

  private void awaitAgreement(ChannelzReader reader) {
    Rig.eventually()
        .untilAsserted(
            () -> {
              rig.see(reader);
              assertThat(rig.snapshot().traffic().witnesses().differing()).isEmpty();
            });
  }
}
