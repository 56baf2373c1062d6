package dev.roundabout.viz.gateway;

import dev.roundabout.viz.model.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server for tests: what it does with a connection is given to it. */
final class EchoServer implements AutoCloseable {
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final Acceptor acceptor;
  final List<Exception> troubles = new CopyOnWriteArrayList<>();

  EchoServer(Acceptor.Handler handler) throws IOException {
    listener.bind(new InetSocketAddress("127.0.0.1", 0), 1_024);
    acceptor =
        new Acceptor("gateway-test", listener, Duration.ofSeconds(60), handler, troubles::add);
  }

  /** Sends back what comes, until the client finishes; then says "bye" and finishes. */
  static EchoServer echoing() throws IOException {
    return new EchoServer(
        socket -> {
          Bytes.copy(socket, socket);
          Bytes.write(socket, "bye");
          return false;
        });
  }

  Address address() throws IOException {
    return new Address("127.0.0.1", ((InetSocketAddress) listener.getLocalAddress()).getPort());
  }

  Duplex dial() throws IOException {
    return new SocketDuplex(SocketChannel.open(listener.getLocalAddress()));
  }

  @Override
  public void close() {
    acceptor.close();
  }
}
