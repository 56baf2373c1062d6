package dev.roundabout.viz.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AcceptorTest {
  private final List<Exception> troubles = new CopyOnWriteArrayList<>();

  /** A listener of a process that has no file left to open, for a while. */
  private static final class Exhausted extends ServerSocketChannel {
    private final ServerSocketChannel real = ServerSocketChannel.open();
    final AtomicInteger failures = new AtomicInteger(3);

    Exhausted() throws IOException {
      super(java.nio.channels.spi.SelectorProvider.provider());
    }

    @Override
    public SocketChannel accept() throws IOException {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("Too many open files");
      }
      return real.accept();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
      real.bind(local, backlog);
      return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
      real.setOption(name, value);
      return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
      return real.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
      return real.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
      return real.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
      return real.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
      real.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
      real.configureBlocking(block);
    }
  }

  private Acceptor acceptor(ServerSocketChannel listener) {
    return new Acceptor(
        "acceptor-test",
        listener,
        Duration.ofSeconds(30),
        socket -> {
          Bytes.write(socket, "served");
          return false;
        },
        troubles::add);
  }

  @Test
  void whatCannotBeAcceptedIsSaidOnceAndTriedAgain() throws IOException {
    Exhausted listener = new Exhausted();
    listener.bind(new InetSocketAddress("127.0.0.1", 0), 10);
    try (Acceptor acceptor = acceptor(listener);
        SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
      assertThat(Bytes.textToEnd(client)).isEqualTo("served");
      listener.failures.set(1);
      try (SocketChannel late = SocketChannel.open(listener.getLocalAddress());
          SocketChannel later = SocketChannel.open(listener.getLocalAddress())) {
        assertThat(Bytes.textToEnd(late)).isEqualTo("served");
        assertThat(Bytes.textToEnd(later)).isEqualTo("served");
      }
    }
    assertThat(troubles).extracting(Exception::getMessage).containsOnly("Too many open files");
    assertThat(troubles).hasSize(2);
  }
}
