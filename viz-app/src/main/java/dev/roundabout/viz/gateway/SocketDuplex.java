package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connected TCP socket. */
public final class SocketDuplex implements Duplex {
  private final SocketChannel socket;

  /**
   * Takes a socket over, and lets small writes through at once, as gRPC's own sockets do.
   *
   * @throws IOException where the peer has broken the connection; the socket is closed then
   */
  public SocketDuplex(SocketChannel socket) throws IOException {
    this.socket = socket;
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException brokenAlready) {
      reset(socket);
      throw brokenAlready;
    }
  }

  @Override
  public Interest begin(Selector selector, Runnable waker) throws IOException {
    socket.configureBlocking(false);
    return new KeyInterest(socket.register(selector, 0, waker));
  }

  private record KeyInterest(SelectionKey key) implements Interest {
    @Override
    public void inReading(boolean wanted) {
      set(SelectionKey.OP_READ, wanted);
    }

    @Override
    public void inWriting(boolean wanted) {
      set(SelectionKey.OP_WRITE, wanted);
    }

    private void set(int operation, boolean wanted) {
      if (wanted) {
        key.interestOpsOr(operation);
      } else {
        key.interestOpsAnd(~operation);
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return socket.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return socket.write(from);
  }

  @Override
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void reset() {
    reset(socket);
  }

  /** Closes a socket so that its peer gets an RST: with SO_LINGER 0, close drops the connection. */
  static void reset(SocketChannel socket) {
    try (socket) {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (ClosedChannelException alreadyOver) {
      return;
    } catch (IOException peerWasFaster) {
      // The option cannot be set on a connection that the peer has reset: it is over all the same.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
