package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real channel makes of the resolver when connections break. */
@Timeout(60)
class ReresolveTest {
  private Rig rig;

  @BeforeEach
  void startServers() throws IOException {
    rig = Rig.of(2);
  }

  @AfterEach
  void stopServers() {
    rig.close();
    assertThat(rig.facts(SessionFact.Trouble.class)).isEmpty();
  }

  @Test
  void within_the_gate_a_broken_connection_does_not_find_the_new_pod() throws IOException {
    open(Resolving.DEFAULT_GATE);
    rig.startPod(3);
    rig.answer(rig.ips(3));
    rig.kill(2);
    await().until(() -> !refreshes().isEmpty());
    assertThat(refreshes()).allMatch(ClientFact.RefreshAsked::discarded);
    assertThat(rig.resolved()).hasSize(1);
    assertThat(rig.lookups()).isEqualTo(1);
  }

  @Test
  void without_a_gate_a_broken_connection_finds_the_new_pod() throws IOException {
    open(Duration.ZERO);
    rig.startPod(3);
    rig.answer(List.of(rig.ip(1), rig.ip(3)));
    assertThat(refreshes()).isEmpty();
    rig.kill(2);
    await().until(() -> rig.pod(3).answers() > 0);
    assertThat(refreshes()).noneMatch(ClientFact.RefreshAsked::discarded);
    assertThat(rig.snapshot().client().resolution(1).orElseThrow().addresses())
        .containsExactly(rig.address(1), rig.address(3));
  }

  @Test
  void a_new_pod_is_not_found_while_nothing_breaks() throws IOException {
    open(Duration.ZERO);
    rig.startPod(3);
    rig.answer(rig.ips(3));
    long ok = rig.snapshot().traffic().ledger().ok();
    await().until(() -> rig.snapshot().traffic().ledger().ok() > ok + 1_000);
    assertThat(rig.lookups()).isEqualTo(1);
    assertThat(rig.pod(3).answers()).isZero();
  }

  @Test
  void a_failed_lookup_is_tried_again() {
    rig.answer(List.of());
    rig.client(settings(Duration.ZERO));
    await().until(() -> !rig.facts(ClientFact.ResolveFailed.class).isEmpty());
    rig.answer(rig.ips(2));
    await().until(() -> rig.pod(1).answers() > 0 && rig.pod(2).answers() > 0);
    assertThat(refreshes()).isNotEmpty();
  }

  private void open(Duration gate) {
    rig.client(settings(gate));
    await().until(() -> rig.pod(1).answers() > 0 && rig.pod(2).answers() > 0);
  }

  private static Settings settings(Duration gate) {
    return Rig.quiet()
        .withLoad(new Load.Concurrent(4))
        .withRunning(true)
        .after(new Action.SetGate(gate));
  }

  private List<ClientFact.RefreshAsked> refreshes() {
    return rig.facts(ClientFact.RefreshAsked.class);
  }
}
