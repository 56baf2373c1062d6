package dev.roundabout.viz.channelz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.client.ClientUnderTest;
import dev.roundabout.viz.client.Rig;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.LbPolicy;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelzReaderTest {
  private static final long HALF_SECOND = 500_000_000;

  private final AtomicLong now = new AtomicLong();
  private Rig rig;

  @BeforeEach
  void startServers() throws IOException {
    rig = Rig.of(3);
  }

  @AfterEach
  void stopServers() {
    rig.close();
  }

  @Test
  void round_robin_has_a_subchannel_for_each_address() {
    ChannelzReader reader = reader(rig.paused(settings -> settings));
    List<Subchannel> subchannels = awaitReady(reader, 3);
    assertThat(subchannels).allMatch(subchannel -> subchannel.addresses().size() == 1);
    assertThat(subchannels)
        .flatExtracting(Subchannel::addresses)
        .containsExactlyInAnyOrder(rig.address(1), rig.address(2), rig.address(3));
    assertThat(subchannels)
        .allMatch(
            subchannel ->
                subchannel
                    .connected()
                    .orElseThrow()
                    .remote()
                    .equals(subchannel.addresses().get(0)));
  }

  @Test
  void pick_first_has_one_subchannel_with_every_address() {
    ChannelzReader reader =
        reader(rig.paused(settings -> settings.withPolicy(LbPolicy.PICK_FIRST)));
    Subchannel only = awaitReady(reader, 1).get(0);
    assertThat(only.addresses()).containsExactly(rig.address(1), rig.address(2), rig.address(3));
    assertThat(only.connected().orElseThrow().remote()).isEqualTo(rig.address(1));
  }

  @Test
  void sockets_are_read_when_new_and_then_twice_a_second() {
    ClientUnderTest client = rig.paused(settings -> settings.withPolicy(LbPolicy.PICK_FIRST));
    ChannelzReader reader = reader(client);
    awaitReady(reader, 1);
    client.apply(new Action.Burst(10));
    await().until(() -> rig.snapshot().traffic().ledger().ok() == 10);
    now.addAndGet(HALF_SECOND - 1);
    Subchannel early = subchannels(reader).get(0);
    assertThat(early.calls().started()).isEqualTo(10);
    assertThat(early.sockets()).extracting(Socket::streams).containsExactly(0L);
    now.incrementAndGet();
    assertThat(subchannels(reader).get(0).sockets())
        .extracting(Socket::streams)
        .containsExactly(10L);
  }

  @Test
  void what_a_subchannel_counted_before_its_end_is_not_lost() {
    ClientUnderTest client = rig.paused(settings -> settings);
    ChannelzReader reader = reader(client);
    awaitReady(reader, 3);
    assertThat(reader.ended()).isEmpty();
    client.apply(new Action.Burst(30));
    await().until(() -> rig.snapshot().traffic().ledger().ok() == 30);
    client.apply(new Action.SetPolicy(LbPolicy.PICK_FIRST));
    awaitReady(reader(client), 1);
    reader.read();
    assertThat(reader.ended())
        .hasSize(3)
        .allMatch(ended -> ended.calls().started() == 10 && ended.calls().succeeded() == 10);
    reader.read();
    assertThat(reader.ended()).isEmpty();
  }

  @Test
  void the_trace_tells_when_a_subchannel_began_to_connect() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ClientUnderTest client = rig.paused(settings -> settings);
    Duration ahead = Duration.ofHours(1);
    ChannelzReader reader =
        new ChannelzReader(client.channelzKey(), client::known, now::get, wall -> wall.plus(ahead));
    List<Subchannel> subchannels = awaitReady(reader, 3);

    assertThat(subchannels)
        .allSatisfy(
            subchannel ->
                assertThat(subchannel.connectingAt().orElseThrow().minus(ahead))
                    .isBetween(before, Instant.now()));
  }

  @Test
  void it_finds_its_channels_behind_a_page_of_others() throws Exception {
    List<ManagedChannel> others = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      others.add(
          Grpc.newChannelBuilder("dns:///others.test:1", InsecureChannelCredentials.create())
              .build());
    }
    try {
      ChannelzReader reader = reader(rig.paused(settings -> settings.withClients(2)));
      assertThat(reader.read()).extracting(ChannelNode::client).containsExactly(1, 2);
    } finally {
      others.forEach(ManagedChannel::shutdownNow);
    }
  }

  @Test
  void a_subchannel_that_cannot_connect_is_shown_without_a_socket() throws IOException {
    rig.kill(2);
    ChannelzReader reader = reader(rig.paused(settings -> settings));
    await()
        .untilAsserted(
            () ->
                assertThat(subchannels(reader))
                    .filteredOn(subchannel -> subchannel.addresses().contains(rig.address(2)))
                    .singleElement()
                    .matches(s -> s.state() == Connectivity.TRANSIENT_FAILURE)
                    .matches(s -> s.sockets().isEmpty()));
  }

  private ChannelzReader reader(ClientUnderTest client) {
    return new ChannelzReader(client.channelzKey(), client::known, now::get);
  }

  private static List<Subchannel> subchannels(ChannelzReader reader) {
    return reader.read().stream().flatMap(channel -> channel.subchannels().stream()).toList();
  }

  private static List<Subchannel> awaitReady(ChannelzReader reader, int count) {
    await()
        .until(
            () -> {
              List<Subchannel> subchannels = subchannels(reader);
              return subchannels.size() == count
                  && subchannels.stream()
                      .allMatch(subchannel -> subchannel.connected().isPresent());
            });
    return subchannels(reader);
  }
}
