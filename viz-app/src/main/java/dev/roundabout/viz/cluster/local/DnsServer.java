package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.gateway.Acceptor;
import dev.roundabout.viz.model.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A DNS server over UDP and TCP, at the same port of one loopback address. */
final class DnsServer implements AutoCloseable {
  /** How long a TCP client may stay. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int ATTEMPTS = 20;

  private final DnsResponder responder;
  private final Reports reports;
  private final DatagramChannel udp;
  private final Address address;
  private final Thread thread;
  private final Acceptor acceptor;

  private DnsServer(
      DnsResponder responder, Reports reports, DatagramChannel udp, ServerSocketChannel tcp)
      throws IOException {
    this.responder = responder;
    this.reports = reports;
    this.udp = udp;
    InetSocketAddress local = (InetSocketAddress) udp.getLocalAddress();
    this.address = new Address(local.getAddress().getHostAddress(), local.getPort());
    this.thread = new Thread(this::serveUdp, "local-dns-udp");
    thread.setDaemon(true);
    thread.start();
    this.acceptor =
        new Acceptor(
            "local-dns-tcp", tcp, PATIENCE, this::serveTcp, f -> reports.trouble("DNS", f));
  }

  /**
   * Opens the server on a free port.
   *
   * @param ip a loopback address
   */
  static DnsServer open(String ip, DnsResponder responder, Reports reports) throws IOException {
    InetAddress host = InetAddress.getByName(ip);
    if (!host.isLoopbackAddress()) {
      throw new IllegalArgumentException("this DNS is for loopback only, not " + ip);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return open(host, responder, reports);
      } catch (IOException portTakenForTcp) {
        if (attempt == ATTEMPTS) {
          throw portTakenForTcp;
        }
      }
    }
  }

  private static DnsServer open(InetAddress host, DnsResponder responder, Reports reports)
      throws IOException {
    DatagramChannel udp = DatagramChannel.open();
    ServerSocketChannel tcp = ServerSocketChannel.open();
    try {
      udp.bind(new InetSocketAddress(host, 0));
      tcp.bind(udp.getLocalAddress());
      return new DnsServer(responder, reports, udp, tcp);
    } catch (IOException failure) {
      udp.close();
      tcp.close();
      throw failure;
    }
  }

  Address address() {
    return address;
  }

  private void serveUdp() {
    ByteBuffer buffer = ByteBuffer.allocate(DnsResponder.MAX_TCP_BYTES);
    try (udp) {
      while (udp.isOpen()) {
        buffer.clear();
        SocketAddress client = udp.receive(buffer);
        answer(client, Arrays.copyOf(buffer.array(), buffer.position()));
      }
    } catch (ClosedChannelException closed) {
      return;
    } catch (IOException | RuntimeException failure) {
      reports.trouble("DNS over UDP", failure);
    }
  }

  private void answer(SocketAddress client, byte[] query) throws IOException {
    Optional<byte[]> answer = responder.overUdp(query);
    if (answer.isPresent()) {
      udp.send(ByteBuffer.wrap(answer.get()), client);
    }
  }

  /** Answers the queries of a connection one after another, until the client ends it. */
  private boolean serveTcp(SocketChannel socket) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Short.BYTES);
    while (readFully(socket, length.clear())) {
      ByteBuffer query = ByteBuffer.allocate(Short.toUnsignedInt(length.flip().getShort()));
      if (!readFully(socket, query)) {
        return false;
      }
      Optional<byte[]> answer = responder.overTcp(query.array());
      if (answer.isEmpty()) {
        return false;
      }
      write(socket, answer.get());
    }
    return false;
  }

  private static boolean readFully(SocketChannel socket, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (socket.read(into) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void write(SocketChannel socket, byte[] answer) throws IOException {
    ByteBuffer framed = ByteBuffer.allocate(Short.BYTES + answer.length);
    framed.putShort((short) answer.length).put(answer).flip();
    while (framed.hasRemaining()) {
      socket.write(framed);
    }
  }

  /** Closes both ports and ends the threads. Idempotent. */
  @Override
  public void close() throws IOException {
    udp.close();
    acceptor.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
