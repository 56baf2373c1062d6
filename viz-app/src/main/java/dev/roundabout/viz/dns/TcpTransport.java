package dev.roundabout.viz.dns;

import dev.roundabout.viz.model.Address;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * DNS over TCP: a new connection for each query, and two bytes of length before each message (RFC
 * 7766).
 *
 * @param nanos a ticker for the timeout, which holds for connecting, asking and reading together
 */
public record TcpTransport(Address server, Duration timeout, LongSupplier nanos)
    implements DnsTransport {

  @Override
  public byte[] exchange(byte[] query) throws IOException {
    try (SocketChannel channel = SocketChannel.open();
        Waiting waiting = new Waiting(channel, timeout, nanos)) {
      connect(channel, waiting);
      write(channel, waiting, framed(query));
      ByteBuffer length = read(channel, waiting, Short.BYTES);
      return read(channel, waiting, Short.toUnsignedInt(length.getShort())).array();
    }
  }

  private void connect(SocketChannel channel, Waiting waiting) throws IOException {
    if (channel.connect(new InetSocketAddress(server.ip(), server.port()))) {
      return;
    }
    do {
      waiting.until(SelectionKey.OP_CONNECT);
    } while (!channel.finishConnect());
  }

  private static ByteBuffer framed(byte[] query) {
    return ByteBuffer.allocate(Short.BYTES + query.length)
        .putShort((short) query.length)
        .put(query)
        .flip();
  }

  private static void write(SocketChannel channel, Waiting waiting, ByteBuffer bytes)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        waiting.until(SelectionKey.OP_WRITE);
      }
    }
  }

  private static ByteBuffer read(SocketChannel channel, Waiting waiting, int size)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes);
      if (count < 0) {
        throw new EOFException("the server closed the connection before its answer was complete");
      }
      if (count == 0) {
        waiting.until(SelectionKey.OP_READ);
      }
    }
    return bytes.flip();
  }
}
