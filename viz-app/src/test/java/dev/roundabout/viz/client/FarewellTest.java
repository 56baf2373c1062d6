package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A channel that is not used any more, in a time in which every wait ends when the test says so.
 */
@Timeout(60)
class FarewellTest {
  private final List<FutureTask<Void>> waits = new CopyOnWriteArrayList<>();
  private Rig rig;

  private final Ticker ticker =
      new Ticker() {
        @Override
        public long getAsLong() {
          return 0;
        }

        @Override
        public Future<?> after(ScheduledExecutorService on, Duration wait, Runnable task) {
          FutureTask<Void> future = new FutureTask<>(task, null);
          waits.add(future);
          return future;
        }
      };

  @BeforeEach
  void open() throws IOException {
    rig = Rig.of(2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void it_stays_until_channelz_was_read_once_more_after_its_last_call() {
    ClientUnderTest client = client();
    client.channelzRead();
    client.apply(new Action.UseService(ServiceKind.CLUSTER_IP));
    endWait();
    client.channelzRead(); // may have begun before the channel was left
    endWait();
    assertThat(waits).as("it still waits").hasSize(1);
    client.channelzRead();
    endWait();
    assertThat(waits).as("it went").isEmpty();
  }

  @Test
  void it_goes_where_nobody_reads_channelz() {
    client().apply(new Action.UseService(ServiceKind.CLUSTER_IP));
    endWait();
    assertThat(waits).isEmpty();
  }

  private ClientUnderTest client() {
    ClientSetup plain = rig.setup(Rig.quiet());
    ClientUnderTest client =
        rig.client(
            new ClientSetup(
                plain.key(),
                plain.names(),
                plain.endpoints(),
                plain.reach(),
                plain.info(),
                plain.clock(),
                ticker,
                plain.sink(),
                plain.initial()));
    await().until(() -> rig.snapshot().client().firstResolution().isPresent());
    assertThat(waits).isEmpty();
    return client;
  }

  private void endWait() {
    assertThat(waits).hasSize(1);
    waits.remove(0).run();
  }
}
