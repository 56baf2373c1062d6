package dev.roundabout.viz.dns;

import dev.roundabout.viz.model.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * DNS over UDP: one datagram each way, from a port of its own, and only the server's is taken.
 *
 * @param nanos a ticker for the timeout
 */
public record UdpTransport(Address server, Duration timeout, LongSupplier nanos)
    implements DnsTransport {
  private static final int MAX_BYTES = 65_535;

  @Override
  public byte[] exchange(byte[] query) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open();
        Waiting waiting = new Waiting(channel, timeout, nanos)) {
      channel.connect(new InetSocketAddress(server.ip(), server.port()));
      channel.write(ByteBuffer.wrap(query));
      ByteBuffer answer = ByteBuffer.allocate(MAX_BYTES);
      while (channel.read(answer) == 0) {
        waiting.until(SelectionKey.OP_READ);
      }
      return Arrays.copyOf(answer.array(), answer.position());
    }
  }
}
