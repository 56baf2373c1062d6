package dev.roundabout.viz.cluster.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.gateway.Acceptor;
import dev.roundabout.viz.gateway.SocketDuplex;
import dev.roundabout.viz.gateway.Splicer;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client's socket, spliced with a stream whose other end a test writes. */
@Timeout(120)
final class PortForwardStreamTest {
  /** More than the buffers of all sockets on the way. */
  private static final int MANY = 40_000_000;

  private final List<Exception> troubles = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ScriptedForward api = opened(api());
  private final Loop loop = opened(new Loop("way-in-test", troubles::add));
  private final PortForwards forwards =
      opened(new PortForwards(api.client(), Duration.ofSeconds(30), loop));
  private final Splicer splicer = opened(splicer());
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final PortForwardStream.News news =
      new PortForwardStream.News() {
        @Override
        public void spoke() {
          told.add("spoke");
        }

        @Override
        public void failed(String why) {
          told.add(why);
        }
      };

  private static ScriptedForward api() {
    try {
      return new ScriptedForward();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Splicer splicer() {
    try {
      return new Splicer("way-in-test-splice", troubles::add);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.add(0, part);
    return part;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    assertThat(troubles).isEmpty();
  }

  /** A client whose connection the script answers. */
  private Socket connect() throws IOException {
    ServerSocketChannel listener =
        ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    opened(
        new Acceptor(
            "way-in-test-accept",
            listener,
            Duration.ofSeconds(60),
            socket -> {
              splicer.splice(
                  new SocketDuplex(socket),
                  forwards.open("default", "server-a", 9090, news),
                  ByteBuffer.allocate(0));
              return true;
            },
            troubles::add));
    return opened(
        new Socket("127.0.0.1", ((InetSocketAddress) listener.getLocalAddress()).getPort()));
  }

  /** Sends back what comes; closes when a message ends with a dot. */
  private static void echo(ServerWebSocket socket) {
    ScriptedForward.announce(socket);
    ScriptedForward.receive(
        socket,
        data -> {
          ScriptedForward.send(socket, 0, data);
          if (data[data.length - 1] == '.') {
            socket.close();
          }
        });
  }

  @Test
  void carriesBytesBothWaysUntilThePodCloses() throws IOException {
    api.script = PortForwardStreamTest::echo;
    Socket client = connect();
    client.getOutputStream().write("one ".getBytes(UTF_8));
    assertThat(client.getInputStream().readNBytes(4)).isEqualTo("one ".getBytes(UTF_8));
    client.getOutputStream().write("two.".getBytes(UTF_8));
    assertThat(client.getInputStream().readAllBytes()).isEqualTo("two.".getBytes(UTF_8));
    assertThat(told).containsExactly("spoke");
  }

  @Test
  void losesNoByteWhereThePodIsSlow() throws IOException {
    byte[] sent = new byte[MANY];
    new Random(1).nextBytes(sent);
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    AtomicReference<ServerWebSocket> slow = new AtomicReference<>();
    api.script =
        socket -> {
          ScriptedForward.announce(socket);
          ScriptedForward.receive(socket, received::writeBytes);
          socket.pause();
          slow.set(socket);
        };
    Socket client = connect();
    AtomicLong written = new AtomicLong();
    Thread writer = new Thread(() -> write(client, sent, written), "test-writer");
    writer.start();
    awaitStandstill(written, sent.length);
    Objects.requireNonNull(slow.get()).resume();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(received.size()).isEqualTo(sent.length));
    assertThat(Arrays.equals(received.toByteArray(), sent)).isTrue();
  }

  private void write(Socket client, byte[] bytes, AtomicLong written) {
    try {
      for (int at = 0; at < bytes.length; at += 10_000) {
        client.getOutputStream().write(bytes, at, Math.min(10_000, bytes.length - at));
        written.set(at);
      }
    } catch (IOException failure) {
      troubles.add(failure);
    }
  }

  /** Back-pressure reaches the writer: it stands still long before the end. */
  private static void awaitStandstill(AtomicLong written, int total) {
    AtomicLong before = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
    assertThat(written.get()).isLessThan(total - 100_000);
  }

  @Test
  void losesNoByteWhereTheClientIsSlow() throws IOException {
    byte[] sent = new byte[MANY];
    new Random(2).nextBytes(sent);
    AtomicLong written = new AtomicLong();
    api.script =
        socket -> {
          ScriptedForward.announce(socket);
          sendAll(socket, sent, written);
        };
    Socket client = connect();
    awaitStandstill(written, sent.length);
    InputStream in = client.getInputStream();
    assertThat(Arrays.equals(in.readNBytes(sent.length), sent)).isTrue();
    assertThat(in.read()).isEqualTo(-1);
  }

  private static void sendAll(ServerWebSocket socket, byte[] bytes, AtomicLong written) {
    int at = (int) written.get();
    while (at < bytes.length && !socket.writeQueueFull()) {
      int end = Math.min(at + 20_000, bytes.length);
      ScriptedForward.send(socket, 0, Arrays.copyOfRange(bytes, at, end));
      at = end;
      written.set(at);
    }
    if (at < bytes.length) {
      socket.drainHandler(room -> sendAll(socket, bytes, written));
    } else {
      socket.close();
    }
  }

  @Test
  void aClientThatHasFinishedStillHearsTheLastWords() throws IOException {
    List<Short> closed = new CopyOnWriteArrayList<>();
    AtomicReference<ServerWebSocket> pod = new AtomicReference<>();
    api.script =
        socket -> {
          ScriptedForward.announce(socket);
          socket.closeHandler(done -> closed.add(socket.closeStatusCode()));
          ScriptedForward.receive(
              socket, data -> ScriptedForward.send(socket, 0, "last ".getBytes(UTF_8)));
          pod.set(socket);
        };
    Socket client = connect();
    client.getOutputStream().write("bye".getBytes(UTF_8));
    client.shutdownOutput();
    assertThat(client.getInputStream().readAllBytes()).isEqualTo("last ".getBytes(UTF_8));
    await().untilAsserted(() -> assertThat(closed).containsExactly((short) 1000));
  }

  @Test
  void anErrorOfTheNodeResetsTheClient() throws IOException {
    api.script =
        socket -> {
          ScriptedForward.announce(socket);
          ScriptedForward.send(socket, 1, "connection refused".getBytes(UTF_8));
        };
    assertReset(connect());
    assertThat(told).containsExactly("connection refused");
  }

  @Test
  void aCutStreamResetsTheClient() throws IOException {
    api.script =
        socket -> {
          ScriptedForward.announce(socket);
          ScriptedForward.receive(socket, data -> ScriptedForward.cut(socket));
        };
    Socket client = connect();
    client.getOutputStream().write("cut".getBytes(UTF_8));
    assertReset(client);
  }

  /** A cut that comes while the stream asks for no message, because what it has is not read. */
  @Test
  void aStreamThatIsCutWhileItIsNotReadBreaks() throws IOException {
    api.script = PortForwardStreamTest::fillAndCut;
    PortForwardStream stream = forwards.open("default", "server-a", 9090, news);
    await().until(stream::isOver);
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .hasMessage("the connection to the API server broke");
  }

  private static void fillAndCut(ServerWebSocket socket) {
    ScriptedForward.announce(socket);
    int message = 32 * 1024;
    for (int sent = message; sent < PortForwardStream.MAX_AHEAD; sent += message) {
      ScriptedForward.send(socket, 0, new byte[message]);
    }
    ScriptedForward.send(socket, 0, new byte[message])
        .onComplete(all -> ScriptedForward.cut(socket));
  }

  @Test
  void messagesThatAreNotOfTheProtocolResetTheClient() throws IOException {
    api.script =
        socket -> {
          ScriptedForward.announce(socket);
          ScriptedForward.send(socket, 7, "what?".getBytes(UTF_8));
        };
    assertReset(connect());
  }

  @Test
  void aPodThatIsGoneResetsTheClientAndClosesTheStream() throws IOException {
    List<Short> closed = new CopyOnWriteArrayList<>();
    api.script =
        socket -> {
          echo(socket);
          socket.closeHandler(done -> closed.add(socket.closeStatusCode()));
        };
    Socket client = connect();
    client.getOutputStream().write("x".getBytes(UTF_8));
    assertThat(client.getInputStream().read()).isEqualTo('x');
    forwards.gone("default", "server-b");
    client.getOutputStream().write("y".getBytes(UTF_8));
    assertThat(client.getInputStream().read()).isEqualTo('y');
    forwards.gone("default", "server-a");
    assertReset(client);
    await().untilAsserted(() -> assertThat(closed).hasSize(1));
  }

  @Test
  void aClientThatBreaksClosesTheStreamAtOnce() throws IOException {
    List<Short> closed = new CopyOnWriteArrayList<>();
    api.script =
        socket -> {
          echo(socket);
          socket.closeHandler(done -> closed.add(socket.closeStatusCode()));
        };
    Socket client = connect();
    client.getOutputStream().write("x".getBytes(UTF_8));
    assertThat(client.getInputStream().read()).isEqualTo('x');
    client.setSoLinger(true, 0);
    client.close();
    await().untilAsserted(() -> assertThat(closed).containsExactly((short) 1001));
  }

  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }
}
