package dev.roundabout.viz.channelz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.client.ClientUnderTest;
import dev.roundabout.viz.client.Rig;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChannelzPollerTest {
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private Rig rig;
  private ClientUnderTest client;

  @BeforeEach
  void open() throws IOException {
    rig = Rig.of(1);
    client = rig.paused(settings -> settings.withClients(3));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void it_reads_again_and_again_until_it_is_closed() {
    ChannelzPoller poller = poller(Rig.reader(client));
    poller.start();
    await().until(() -> facts.size() >= 5);
    poller.close();
    int before = facts.size();
    assertThat(facts).allMatch(fact -> ((ChannelzSeen) fact).channels().size() == 3);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("viz-channelz"));
    assertThat(facts).hasSize(before);
  }

  @Test
  void a_failure_is_reported_and_it_goes_on() {
    CopyOnWriteArrayList<String> broken = new CopyOnWriteArrayList<>(List.of("once"));
    ChannelzReader reader =
        new ChannelzReader(
            client.channelzKey(),
            connection -> {
              if (!broken.isEmpty()) {
                broken.clear();
                throw new IllegalStateException("no such book");
              }
              return connection;
            },
            System::nanoTime);
    try (ChannelzPoller poller = poller(reader)) {
      poller.start();
      await().until(() -> facts.stream().anyMatch(SessionFact.Trouble.class::isInstance));
      int before = facts.size();
      await().until(() -> facts.size() > before);
    }
    assertThat(facts)
        .filteredOn(SessionFact.Trouble.class::isInstance)
        .singleElement()
        .satisfies(
            trouble ->
                assertThat(((SessionFact.Trouble) trouble).message()).contains("no such book"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 33000000",
    "1000000, 32000000",
    "1650000, 31350000",
    "5000000, 95000000",
    "200000000, 800000000"
  })
  void a_costly_reading_makes_the_next_come_later(long cost, long expected) {
    assertThat(ChannelzPoller.waitNanos(33_000_000, cost)).isEqualTo(expected);
  }

  private ChannelzPoller poller(ChannelzReader reader) {
    return new ChannelzPoller(
        reader, InstantSource.system(), System::nanoTime, Duration.ofMillis(5), facts::add);
  }
}
