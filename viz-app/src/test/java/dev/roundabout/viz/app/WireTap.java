package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.gateway.Duplex;
import dev.roundabout.viz.gateway.Gateway;
import dev.roundabout.viz.gateway.SocketDuplex;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/**
 * The embedded cluster with a tap on its wires: every DNS answer passes a UDP relay, every
 * connection a TCP relay, and both keep the time at which they saw it.
 */
final class WireTap implements Cluster {
  /** A DNS answer as it passed. */
  record Answered(Instant at, List<String> ips) {}

  /** What passed on the first connection to a pod. */
  static final class Passed {
    volatile Optional<Instant> dialled = Optional.empty();
    volatile Optional<Instant> serverSpoke = Optional.empty();
    volatile Optional<Instant> headers = Optional.empty();
    volatile Optional<Instant> ended = Optional.empty();
  }

  private static final int HEADERS = 1;
  private static final int PREFACE = 24;
  private static final int FRAME_HEADER = 9;

  private final LocalCluster cluster;
  private final InstantSource clock;
  private final List<Answered> answers = new CopyOnWriteArrayList<>();
  private final Map<String, Passed> connections = new ConcurrentHashMap<>();
  private Optional<DnsRelay> relay = Optional.empty();
  private Optional<Gateway> gateway = Optional.empty();
  private Optional<NameLookup> names = Optional.empty();

  WireTap(LocalCluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** The first answer that held this IP. */
  Answered firstAnswerWith(String ip) {
    return answers.stream().filter(answer -> answer.ips().contains(ip)).findFirst().orElseThrow();
  }

  List<Answered> answers() {
    return answers;
  }

  Passed connectionTo(String ip) {
    return connections.computeIfAbsent(ip, each -> new Passed());
  }

  @Override
  public ClusterInfo info() {
    return cluster.info();
  }

  @Override
  public void start(Consumer<? super Fact> sink) throws IOException {
    cluster.start(sink);
    DnsRelay open = new DnsRelay(cluster.dns());
    relay = Optional.of(open);
    names =
        Optional.of(
            DnsClient.over(
                open.address(), "tap", Duration.ofSeconds(5), System::nanoTime, new Random(1)));
    gateway =
        Optional.of(
            Gateway.open(this::dial, target -> true, "secret", Duration.ofSeconds(10), f -> {}));
  }

  private Duplex dial(Address target, Address client) throws IOException {
    Passed passed = connectionTo(target.ip());
    passed.dialled = Optional.of(passed.dialled.orElseGet(clock::instant));
    SocketChannel socket = SocketChannel.open(new InetSocketAddress(target.ip(), target.port()));
    return new Tap(new SocketDuplex(socket), passed);
  }

  @Override
  public Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    return cluster.apply(action);
  }

  @Override
  public NameLookup names() {
    return names.orElseThrow();
  }

  @Override
  public Route.Finder reach() {
    Gateway way = gateway.orElseThrow();
    return way::to;
  }

  @Override
  public void close() {
    relay.ifPresent(DnsRelay::close);
    gateway.ifPresent(Gateway::close);
    cluster.close();
  }

  /** Hands every datagram on, and keeps the answers. */
  private final class DnsRelay implements AutoCloseable {
    private final Address server;
    private final DatagramChannel channel;
    private final Thread thread = new Thread(this::run, "dns-relay");

    DnsRelay(Address server) throws IOException {
      this.server = server;
      this.channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      thread.setDaemon(true);
      thread.start();
    }

    Address address() throws IOException {
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      return new Address(local.getAddress().getHostAddress(), local.getPort());
    }

    private void run() {
      ByteBuffer buffer = ByteBuffer.allocate(65_535);
      try {
        while (true) {
          SocketAddress client = channel.receive(buffer.clear());
          byte[] answer = ask(buffer.flip());
          // Before it is sent, so that nobody can have it earlier than it is noted.
          answers.add(new Answered(clock.instant(), ips(answer)));
          channel.send(ByteBuffer.wrap(answer), client);
        }
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException failure) {
        answers.add(new Answered(clock.instant(), List.of(failure.toString())));
      }
    }

    private byte[] ask(ByteBuffer query) throws IOException {
      try (DatagramChannel onward = DatagramChannel.open()) {
        onward.connect(new InetSocketAddress(server.ip(), server.port()));
        onward.write(query);
        ByteBuffer answer = ByteBuffer.allocate(65_535);
        onward.read(answer);
        byte[] bytes = new byte[answer.flip().remaining()];
        answer.get(bytes);
        return bytes;
      }
    }

    private List<String> ips(byte[] answer) throws IOException {
      return new Message(answer)
          .getSection(Section.ANSWER).stream()
              .filter(ARecord.class::isInstance)
              .map(each -> ((ARecord) each).getAddress().getHostAddress())
              .toList();
    }

    @Override
    public void close() {
      try {
        channel.close();
        thread.join(5_000);
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Reads along: HTTP/2 frames towards the pod, the first byte from it. */
  private final class Tap implements Duplex {
    private final Duplex pod;
    private final Passed passed;
    private final List<Byte> head = new ArrayList<>();
    private long skip = PREFACE;

    Tap(Duplex pod, Passed passed) {
      this.pod = pod;
      this.passed = passed;
    }

    @Override
    public Interest begin(Selector selector, Runnable waker) throws IOException {
      return pod.begin(selector, waker);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int count = pod.read(into);
      if (count > 0 && passed.serverSpoke.isEmpty()) {
        passed.serverSpoke = Optional.of(clock.instant());
      }
      if (count < 0 && passed.ended.isEmpty()) {
        passed.ended = Optional.of(clock.instant());
      }
      return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      ByteBuffer seen = from.duplicate();
      Instant now = clock.instant();
      int count = pod.write(from);
      for (int i = 0; i < count; i++) {
        see(seen.get(), now);
      }
      return count;
    }

    /** Frames begin with their length in three bytes and their type in one (RFC 9113, 4.1). */
    private void see(byte next, Instant at) {
      if (skip > 0) {
        skip--;
        return;
      }
      head.add(next);
      if (head.size() == FRAME_HEADER) {
        if (head.get(3) == HEADERS && passed.headers.isEmpty()) {
          passed.headers = Optional.of(at);
        }
        skip = (head.get(0) & 0xff) << 16 | (head.get(1) & 0xff) << 8 | (head.get(2) & 0xff);
        head.clear();
      }
    }

    @Override
    public void finish() throws IOException {
      pod.finish();
    }

    @Override
    public void reset() {
      pod.reset();
    }

    @Override
    public void close() throws IOException {
      pod.close();
    }
  }
}
