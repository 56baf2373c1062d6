package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
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
  public SelectableChannel readable() {
    return socket;
  }

  @Override
  public SelectableChannel writable() {
    return socket;
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
