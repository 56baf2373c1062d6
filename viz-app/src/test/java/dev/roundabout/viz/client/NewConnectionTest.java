package dev.roundabout.viz.client;

import static dev.roundabout.viz.client.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.channelz.ChannelzPoller;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel for each call, counted by all three witnesses. */
@Timeout(120)
class NewConnectionTest {
  private static final int CALLS = 150;
  private static final int PODS = 2;

  private Rig rig;

  @BeforeEach
  void open() throws IOException {
    rig = Rig.of(PODS);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everyCallIsCountedByEveryWitnessThoughItsChannelGoes() {
    ClientUnderTest client =
        rig.paused(settings -> settings.withClients(2).withLoad(new Load.NewConnection()));
    try (ChannelzPoller poller = poller(client)) {
      poller.start();
      eventually().until(() -> !rig.snapshot().client().channels().isEmpty());
      int lookups = rig.lookups();
      client.apply(new Action.Burst(CALLS));
      eventually().until(() -> counted(rig.snapshot()) == CALLS);
      assertThat(rig.lookups() - lookups).isGreaterThanOrEqualTo(CALLS);
      eventually().until(() -> rig.snapshot().client().channels().size() == 2);
    }
    assertThat(counted(rig.snapshot())).isEqualTo(CALLS);
    Snapshot last = rig.snapshot();
    assertThat(last.traffic().ledger().ok()).isEqualTo(CALLS);
    for (int pod = 1; pod <= PODS; pod++) {
      PodTraffic traffic = rig.pod(pod);
      assertThat(traffic.streams()).isEqualTo(traffic.attempts()).isEqualTo(traffic.answers());
    }
    RigChecks.assertBalancedAtEveryTick(rig.ticks());
  }

  @Test
  void anotherLoadGoesBackToTheSharedChannel() {
    ClientUnderTest client = rig.paused(settings -> settings.withLoad(new Load.NewConnection()));
    client.apply(new Action.Burst(3));
    eventually().until(() -> rig.snapshot().traffic().ledger().ok() == 3);
    int lookups = rig.lookups();
    client.apply(new Action.SetLoad(new Load.Concurrent(2)));
    client.apply(new Action.Burst(CALLS));
    eventually().until(() -> rig.snapshot().traffic().ledger().ok() == 3 + CALLS);
    assertThat(rig.lookups()).isEqualTo(lookups);
  }

  @Test
  void itCanBeClosedUnderLoad() {
    ClientUnderTest client = rig.paused(settings -> settings.withLoad(new Load.NewConnection()));
    client.apply(new Action.SetRunning(true));
    eventually().until(() -> rig.snapshot().traffic().ledger().ok() > 5);
    client.close();
    RigChecks.assertBalancedAtEveryTick(rig.ticks());
    assertThat(rig.snapshot().traffic().ledger().inFlight()).isZero();
  }

  private static long counted(Snapshot now) {
    return now.traffic().attemptsTotal();
  }

  /** Tells the client of each reading, as a session does. */
  private ChannelzPoller poller(ClientUnderTest client) {
    return new ChannelzPoller(
        Rig.reader(client),
        InstantSource.system(),
        System::nanoTime,
        Duration.ofMillis(33),
        fact -> {
          rig.sink(fact);
          if (fact instanceof ChannelzSeen) {
            client.channelzRead();
          }
        });
  }
}
