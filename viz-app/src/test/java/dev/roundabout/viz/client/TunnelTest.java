package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.gateway.Gateway;
import dev.roundabout.viz.gateway.SocketDuplex;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections through the real gateway show the pods' own addresses everywhere. */
@Timeout(60)
class TunnelTest {
  private static final String PASSWORD = "not-for-the-screen";

  private final List<Exception> troubles = new CopyOnWriteArrayList<>();
  private Rig rig;
  private Gateway gateway;

  @BeforeEach
  void open() throws IOException {
    rig = Rig.of(3);
    gateway =
        Gateway.open(TunnelTest::dial, target -> true, PASSWORD, Gateway.PATIENCE, troubles::add);
  }

  @AfterEach
  void close() {
    rig.close();
    gateway.close();
    assertThat(rig.facts(SessionFact.Trouble.class)).isEmpty();
    assertThat(troubles).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(LbPolicy.class)
  void every_witness_names_the_pod_and_not_the_proxy(LbPolicy policy) {
    ClientSetup plain = rig.setup(Rig.quiet().withPolicy(policy));
    ClientUnderTest client =
        rig.client(
            new ClientSetup(
                plain.key(),
                plain.names(),
                plain.endpoints(),
                gateway::to,
                plain.info(),
                plain.clock(),
                plain.ticker(),
                plain.sink(),
                plain.initial()));
    ChannelzReader reader = Rig.reader(client);
    client.apply(new Action.Burst(300));
    await().until(() -> rig.snapshot().traffic().ledger().ok() == 300);
    rig.see(reader);
    for (int pod = 1; pod <= 3; pod++) {
      assertThat(rig.pod(pod).streams()).isEqualTo(rig.pod(pod).answers());
      assertThat(rig.pod(pod).attempts()).isEqualTo(rig.pod(pod).answers());
    }
    assertThat(rig.pod(1).answers()).isPositive();
    assertShowsPods(rig.snapshot().client().channels());
  }

  private void assertShowsPods(List<ChannelNode> channels) {
    List<Address> pods = List.of(rig.address(1), rig.address(2), rig.address(3));
    List<Subchannel> subchannels = channels.get(0).subchannels();
    assertThat(subchannels).isNotEmpty();
    assertThat(subchannels)
        .flatExtracting(Subchannel::addresses)
        .containsExactlyInAnyOrderElementsOf(pods);
    assertThat(subchannels)
        .filteredOn(subchannel -> subchannel.connected().isPresent())
        .extracting(subchannel -> subchannel.connected().map(Connection::remote).orElseThrow())
        .isNotEmpty()
        .isSubsetOf(pods);
    assertThat(channels.toString()).doesNotContain(PASSWORD);
  }

  private static SocketDuplex dial(Address target, Address client) throws IOException {
    SocketChannel socket = SocketChannel.open(new InetSocketAddress(target.ip(), target.port()));
    socket.configureBlocking(false);
    return new SocketDuplex(socket);
  }
}
