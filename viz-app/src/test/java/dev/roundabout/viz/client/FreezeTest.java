package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a frozen pod does to round_robin, and what saves it. */
@Timeout(120)
class FreezeTest {
  /** Longer than the test. */
  private static final Duration NEVER = Duration.ofMinutes(10);

  private static final Duration SHORT = Duration.ofMillis(500);

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

  @Test
  void round_robin_stalls_and_goes_on_where_it_was() {
    running(settings -> settings.withDeadline(NEVER));
    rig.freeze(2, true);
    awaitStall();
    rig.freeze(2, false);
    awaitMore(300);
    assertThat(ledger().failed()).isEmpty();
  }

  @Test
  void a_deadline_saves_it_and_each_lost_call_has_an_address() {
    ClientUnderTest client = running(settings -> settings.withDeadline(SHORT));
    rig.freeze(2, true);
    awaitMore(20);
    Rig.eventually().until(() -> rig.events().contains("the deadline ended calls to 2"));
    rig.freeze(2, false);
    awaitMore(300);
    client.apply(new Action.SetRunning(false));
    Rig.eventually().until(() -> ledger().inFlight() == 0);
    assertThat(ledger().failed().keySet()).containsExactly("DEADLINE_EXCEEDED");
    assertThat(lostTo()).contains(rig.ip(2));
    assertThat(lost()).isEqualTo(ledger().failedTotal());
  }

  @Test
  void outlier_detection_saves_it() {
    ClientUnderTest client =
        running(
            settings ->
                settings
                    .withSwitch(GrpcSwitch.OUTLIER_DETECTION, true)
                    .withLoad(new Load.Concurrent(32))
                    .withDeadline(SHORT));
    ChannelzReader reader = Rig.reader(client);
    rig.freeze(2, true);
    awaitEvent(reader, "outlier detection left 2 out");
    int ticks = rig.ticks().size();
    Rig.eventually().until(() -> rig.ticks().size() > ticks + 10 && noneFailedInTheLast(5));
  }

  @Test
  void keepalive_saves_it() {
    ClientUnderTest client =
        running(settings -> settings.withSwitch(GrpcSwitch.KEEPALIVE, true).withDeadline(NEVER));
    ChannelzReader reader = Rig.reader(client);
    rig.freeze(2, true);
    awaitStall();
    awaitEvent(reader, "keepalive closed the connection to 2: a ping was not answered");
    awaitMore(300);
    assertThat(lostTo()).containsExactly(rig.ip(2));
  }

  private ClientUnderTest running(UnaryOperator<Settings> change) {
    ClientUnderTest client =
        rig.paused(
            settings -> change.apply(settings.withLoad(new Load.Concurrent(2)).withRunning(true)));
    for (int pod = 1; pod <= 3; pod++) {
      int each = pod;
      Rig.eventually().until(() -> rig.pod(each).answers() > 50);
    }
    return client;
  }

  /** Every slot waits for the frozen pod, and nothing ends any more. */
  private void awaitStall() {
    Rig.eventually()
        .until(
            () -> {
              List<LoadTick> ticks = rig.ticks();
              return ticks.subList(Math.max(0, ticks.size() - 10), ticks.size()).stream()
                  .allMatch(tick -> tick.ok() == 0 && tick.inFlight() == 2);
            });
  }

  private void awaitMore(int calls) {
    long before = ledger().ok();
    Rig.eventually().until(() -> ledger().ok() >= before + calls);
  }

  private void awaitEvent(ChannelzReader reader, String words) {
    Rig.eventually()
        .until(
            () -> {
              rig.see(reader);
              return rig.events().contains(words);
            });
  }

  private boolean noneFailedInTheLast(int count) {
    List<LoadTick> ticks = rig.ticks();
    return ticks.subList(ticks.size() - count, ticks.size()).stream()
        .allMatch(tick -> tick.failed().isEmpty());
  }

  private List<String> lostTo() {
    return rig.ticks().stream()
        .map(LoadTick::lost)
        .map(Map::keySet)
        .flatMap(Set::stream)
        .map(address -> address.ip())
        .distinct()
        .toList();
  }

  private long lost() {
    return rig.ticks().stream()
        .flatMap(tick -> tick.lost().values().stream())
        .flatMap(statuses -> statuses.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private Ledger ledger() {
    return rig.snapshot().traffic().ledger();
  }
}
