package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HeldStreamsTest {
  private Rig rig;

  @BeforeEach
  void startServers() throws IOException {
    rig = Rig.of(3);
  }

  @AfterEach
  void stopServers() {
    rig.close();
    assertThat(rig.facts(SessionFact.Trouble.class)).isEmpty();
  }

  @Test
  void streams_stay_with_their_pods_and_only_new_ones_follow_the_policy() {
    ClientUnderTest client = rig.paused(settings -> settings);
    rig.awaitReady(Rig.reader(client), 3);
    client.apply(new Action.SetStreams(6));
    awaitOpen(2, 2, 2);

    client.apply(new Action.SetPolicy(LbPolicy.PICK_FIRST));
    rig.awaitReady(Rig.reader(client), 1);
    client.apply(new Action.SetStreams(9));
    awaitOpen(5, 2, 2);

    client.apply(new Action.SetStreams(4));
    Rig.eventually()
        .untilAsserted(
            () -> {
              assertThat(open().values()).allMatch(count -> count <= 2);
              assertThat(open().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4);
            });
    client.apply(new Action.SetStreams(0));
    awaitOpen(0, 0, 0);
  }

  @Test
  void a_new_pod_gets_no_stream_until_one_ends() throws IOException {
    ClientUnderTest client = rig.paused(settings -> settings);
    rig.awaitReady(Rig.reader(client), 3);
    client.apply(new Action.SetStreams(6));
    awaitOpen(2, 2, 2);
    rig.startPod(4);
    rig.answer(rig.ips(4));
    client.apply(new Action.ResolveNow());
    rig.awaitReady(Rig.reader(client), 4);
    client.apply(new Action.Burst(40));
    Rig.eventually().until(() -> rig.pod(4).answers() > 0);
    assertThat(open()).doesNotContainKey(Rig.podName(4));
    rig.kill(1);
    Rig.eventually()
        .untilAsserted(
            () -> {
              assertThat(open().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
              assertThat(open()).doesNotContainKey(Rig.podName(1));
            });
  }

  @Test
  void they_are_in_no_book_and_every_witness_agrees() {
    ClientUnderTest client = rig.paused(settings -> settings.withClients(2));
    ChannelzReader reader = Rig.reader(client);
    rig.awaitReady(reader, 6);
    client.apply(new Action.SetStreams(7));
    client.apply(new Action.Burst(300));
    Rig.eventually().until(() -> rig.snapshot().traffic().ledger().ok() == 300);
    Rig.eventually().until(() -> open().values().stream().mapToInt(Integer::intValue).sum() == 7);
    Rig.eventually()
        .untilAsserted(
            () -> {
              rig.see(reader);
              for (int pod = 1; pod <= 3; pod++) {
                PodTraffic traffic = rig.pod(pod);
                assertThat(traffic.answers()).isPositive();
                assertThat(traffic.attempts()).isEqualTo(traffic.answers());
                assertThat(traffic.streams()).isEqualTo(traffic.answers());
              }
            });
    assertThat(rig.snapshot().traffic().ledger().sent()).isEqualTo(300);
    assertThat(rig.snapshot().client().streams().keySet()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void they_move_with_their_client_to_another_service_and_leave_no_channel_behind() {
    ClientUnderTest client = rig.paused(settings -> settings.withClients(2));
    rig.awaitReady(Rig.reader(client), 6);
    client.apply(new Action.SetStreams(6));
    Rig.eventually().until(() -> open().values().stream().mapToInt(Integer::intValue).sum() == 6);
    client.apply(new Action.UseService(ServiceKind.CLUSTER_IP));
    awaitOpen(6, 0, 0);
    client.apply(new Action.SetClients(1));
    Rig.eventually()
        .untilAsserted(
            () -> {
              assertThat(rig.snapshot().client().streams())
                  .isEqualTo(Map.of(1, Map.of(Rig.podName(1), 6)));
              assertThat(Rig.reader(client).read()).hasSize(1);
            });
  }

  private void awaitOpen(int first, int second, int third) {
    Map<String, Integer> expected = new HashMap<>();
    expected.put(Rig.podName(1), first);
    expected.put(Rig.podName(2), second);
    expected.put(Rig.podName(3), third);
    expected.values().removeIf(count -> count == 0);
    Rig.eventually().untilAsserted(() -> assertThat(open()).isEqualTo(expected));
  }

  private Map<String, Integer> open() {
    Map<String, Integer> byPod = new HashMap<>();
    rig.snapshot()
        .client()
        .streams()
        .values()
        .forEach(pods -> pods.forEach((pod, count) -> byPod.merge(pod, count, Integer::sum)));
    return byPod;
  }
}
