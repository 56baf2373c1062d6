package dev.roundabout.viz.cluster.local;

import static dev.roundabout.viz.cluster.local.LocalOptionsForTests.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AddressBlockTest {
  private static final int PORT = 9090;

  @Test
  void theSameSeedNeverGivesTwoTheSameBlock() throws IOException {
    Set<String> ips = new HashSet<>();
    try (Closing closing = new Closing(failure -> ips.add(failure.toString()))) {
      for (int i = 0; i < 10; i++) {
        AddressBlock block = closing.add(AddressBlock.take(Addressing.OWN_IPS, PORT, random(4)));
        assertThat(block.isOwn()).isTrue();
        ips.add(block.ip(0, 10));
      }
    }
    assertThat(ips).hasSize(10).allMatch(ip -> ip.matches("127\\.[1-9]\\d*\\.0\\.10"));
  }

  @Test
  void aBlockIsFreeAgainAfterClose() throws IOException {
    AddressBlock first = AddressBlock.take(Addressing.OWN_IPS, PORT, random(5));
    first.close();
    try (AddressBlock second = AddressBlock.take(Addressing.OWN_IPS, PORT, random(5))) {
      assertThat(second.ip(1, 1)).isEqualTo(first.ip(1, 1));
    }
  }

  @Test
  void wherePortIsTakenOnAllAddressesAutoShares() throws IOException {
    try (ServerSocketChannel everywhere = ServerSocketChannel.open()) {
      everywhere.bind(new InetSocketAddress(0));
      int port = ((InetSocketAddress) everywhere.getLocalAddress()).getPort();
      try (AddressBlock block = AddressBlock.take(Addressing.AUTO, port, random(6))) {
        assertThat(block.isOwn()).isFalse();
      }
      assertThatThrownBy(() -> AddressBlock.take(Addressing.OWN_IPS, port, random(6)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + port + " is taken on all addresses");
    }
  }

  @Test
  void podIpsFollowOneAnotherAndComeBackLate() throws IOException {
    try (AddressBlock block = AddressBlock.take(Addressing.SHARED, PORT, random(7))) {
      PodIps ips = new PodIps(block);
      assertThat(ips.take()).isEqualTo(block.ip(1, 1));
      String second = ips.take();
      ips.release(second);
      for (int i = 2; i < 254 * 254; i++) {
        assertThat(ips.take()).isNotEqualTo(second);
      }
      assertThat(ips.take()).isEqualTo(second); // the first is still taken
    }
  }
}
