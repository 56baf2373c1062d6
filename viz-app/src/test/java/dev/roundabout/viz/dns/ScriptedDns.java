package dev.roundabout.viz.dns;

import dev.roundabout.viz.gateway.Acceptor;
import dev.roundabout.viz.model.Address;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Inet6Address;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A real DNS server on loopback whose answers a test writes, wrong ones too. */
final class ScriptedDns implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final DatagramChannel udp;
  private final Thread thread;
  private final Acceptor acceptor;
  final List<Exception> troubles = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile Function<Message, Optional<byte[]>> overUdp = query -> Optional.empty();
  volatile Function<Message, Optional<byte[]>> overTcp = query -> Optional.empty();

  ScriptedDns() throws IOException {
    Ports ports = Ports.open();
    udp = ports.udp();
    thread = new Thread(this::serveUdp, "scripted-dns");
    thread.start();
    acceptor =
        new Acceptor(
            "scripted-dns-tcp", ports.tcp(), Duration.ofSeconds(60), this::serveTcp, troubles::add);
  }

  private record Ports(DatagramChannel udp, ServerSocketChannel tcp) {

    /** The same free port twice; another program may have one of the two, so it tries again. */
    static Ports open() throws IOException {
      for (int attempt = 1; ; attempt++) {
        DatagramChannel udp = DatagramChannel.open();
        ServerSocketChannel tcp = ServerSocketChannel.open();
        try {
          udp.bind(new InetSocketAddress("127.0.0.1", 0));
          return new Ports(udp, tcp.bind(udp.getLocalAddress()));
        } catch (IOException taken) {
          udp.close();
          tcp.close();
          if (attempt == ATTEMPTS) {
            throw taken;
          }
        }
      }
    }
  }

  /** An answer to a query, with these addresses. */
  static Message answer(Message query, String... ips) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    long ttl = 30;
    for (String ip : ips) {
      answer.addRecord(a(query.getQuestion().getName(), ttl--, ip), Section.ANSWER);
    }
    return answer;
  }

  private static Record a(Name name, long ttl, String ip) {
    InetAddress address = new InetSocketAddress(ip, 0).getAddress();
    return address instanceof Inet6Address
        ? new AAAARecord(name, DClass.IN, ttl, address)
        : new ARecord(name, DClass.IN, ttl, address);
  }

  static Message answer(Message query, int rcode) {
    Message answer = answer(query);
    answer.getHeader().setRcode(rcode);
    return answer;
  }

  Address address() throws IOException {
    return new Address("127.0.0.1", ((InetSocketAddress) udp.getLocalAddress()).getPort());
  }

  private void serveUdp() {
    ByteBuffer buffer = ByteBuffer.allocate(2_000);
    try {
      while (true) {
        SocketAddress client = udp.receive(buffer.clear());
        Message query = new Message(Arrays.copyOf(buffer.array(), buffer.position()));
        asked.add("udp");
        Optional<byte[]> answer = overUdp.apply(query);
        if (answer.isPresent()) {
          udp.send(ByteBuffer.wrap(answer.get()), client);
        }
      }
    } catch (ClosedChannelException closed) {
      return;
    } catch (IOException | RuntimeException failure) {
      troubles.add(failure);
    }
  }

  private boolean serveTcp(SocketChannel socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.socket().getInputStream());
    Message query = new Message(in.readNBytes(in.readUnsignedShort()));
    asked.add("tcp");
    Optional<byte[]> answer = overTcp.apply(query);
    if (answer.isPresent()) {
      byte[] bytes = answer.get();
      ByteBuffer framed = ByteBuffer.allocate(2 + bytes.length);
      socket.write(framed.putShort((short) bytes.length).put(bytes).flip());
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    udp.close();
    acceptor.close();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
