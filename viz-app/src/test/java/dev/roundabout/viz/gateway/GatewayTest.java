package dev.roundabout.viz.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Leftovers;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayTest {
  private static final Address POD = new Address("10.1.2.3", 9090);
  private static final Address POD_V6 = new Address("fd00::5", 9090);
  private static final Address DEAD = new Address("10.1.2.4", 9090);

  private final List<Exception> troubles = new CopyOnWriteArrayList<>();
  private final List<Address> clients = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private EchoServer echo = open();
  private volatile CountDownLatch arrivals = new CountDownLatch(0);

  private EchoServer open() {
    try {
      return EchoServer.echoing();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @BeforeEach
  void closesTheServerAtTheEnd() {
    opened.add(echo);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    assertThat(troubles).isEmpty();
    assertThat(echo.troubles).isEmpty();
    Leftovers.assertNoThreads();
  }

  private Gateway gateway(Duration patience) throws IOException {
    Gateway gateway =
        Gateway.open(
            this::dial, List.of(POD, POD_V6, DEAD)::contains, "s3cret", patience, troubles::add);
    opened.add(0, gateway);
    return gateway;
  }

  private Gateway gateway() throws IOException {
    return gateway(Duration.ofSeconds(30));
  }

  private Duplex dial(Address target, Address client) throws IOException {
    clients.add(client);
    awaitTheOthers();
    if (target.equals(DEAD)) {
      throw new ConnectException("nobody is home");
    }
    return echo.dial();
  }

  /** Those that a test waits for come all at once, or none goes on. */
  private void awaitTheOthers() throws IOException {
    arrivals.countDown();
    try {
      if (!arrivals.await(60, TimeUnit.SECONDS)) {
        throw new ConnectException(arrivals.getCount() + " have not come");
      }
    } catch (InterruptedException interrupted) {
      throw new ConnectException("interrupted");
    }
  }

  private SocketChannel connect(Gateway gateway) throws IOException {
    SocketChannel socket =
        SocketChannel.open(new InetSocketAddress(gateway.address().ip(), gateway.address().port()));
    opened.add(0, socket);
    return socket;
  }

  private static String request(Address target, String password) {
    String credentials =
        Base64.getEncoder()
            .encodeToString(("roundabout:" + password).getBytes(StandardCharsets.UTF_8));
    return "CONNECT "
        + target
        + " HTTP/1.1\r\nHost: "
        + target
        + "\r\nproxy-authorization:Basic "
        + credentials
        + "\r\n\r\n";
  }

  private SocketChannel tunnel(Gateway gateway) throws IOException {
    SocketChannel socket = connect(gateway);
    Bytes.write(socket, request(POD, "s3cret"));
    assertThat(Bytes.head(socket)).startsWith("HTTP/1.1 200 ");
    return socket;
  }

  private String answerTo(String request) throws IOException {
    SocketChannel socket = connect(gateway());
    Bytes.write(socket, request);
    return Bytes.textToEnd(socket);
  }

  @Test
  void carriesBytesBothWaysAndPassesTheEndOfEachOn() throws IOException {
    SocketChannel socket = tunnel(gateway());
    Bytes.write(socket, "hello ");
    Bytes.write(socket, "there, ");
    socket.shutdownOutput();
    assertThat(Bytes.textToEnd(socket)).isEqualTo("hello there, bye");
    InetSocketAddress own = (InetSocketAddress) socket.getLocalAddress();
    assertThat(clients).containsExactly(new Address("127.0.0.1", own.getPort()));
  }

  @Test
  void whatComesWithTheRequestGoesAhead() throws IOException {
    SocketChannel socket = connect(gateway());
    Bytes.write(socket, request(POD, "s3cret") + "early, ");
    assertThat(Bytes.head(socket)).startsWith("HTTP/1.1 200 ");
    Bytes.write(socket, "late, ");
    socket.shutdownOutput();
    assertThat(Bytes.textToEnd(socket)).isEqualTo("early, late, bye");
  }

  @Test
  void carriesALotWithoutLosingAByte() throws Exception {
    byte[] sent = new byte[20_000_000];
    new Random(1).nextBytes(sent);
    SocketChannel socket = tunnel(gateway());
    Thread writer =
        new Thread(
            () -> {
              try {
                Bytes.write(socket, sent);
                socket.shutdownOutput();
              } catch (IOException failure) {
                troubles.add(failure);
              }
            },
            "test-writer");
    writer.start();
    byte[] received = Bytes.readToEnd(socket);
    writer.join();
    assertThat(received).hasSize(sent.length + 3);
    assertThat(java.util.Arrays.equals(sent, 0, sent.length, received, 0, sent.length)).isTrue();
  }

  @Test
  void wantsThePasswordOfThisRun() throws IOException {
    assertThat(answerTo(request(POD, "guess")))
        .startsWith("HTTP/1.1 407 ")
        .contains("Proxy-Authenticate: Basic");
    assertThat(answerTo("CONNECT " + POD + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 407 ");
    assertThat(answerTo("CONNECT 10.9.9.9:22 HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 407 ");
    assertThat(clients).isEmpty();
  }

  @Test
  void leadsToEndpointsOnly() throws IOException {
    for (Address other : List.of(new Address("10.1.2.3", 22), new Address("10.9.9.9", 9090))) {
      assertThat(answerTo(request(other, "s3cret"))).startsWith("HTTP/1.1 403 ");
    }
    assertThat(clients).isEmpty();
  }

  @Test
  void knowsAnIpv6EndpointHoweverItIsWritten() throws IOException {
    SocketChannel socket = connect(gateway());
    Bytes.write(socket, request(new Address("FD00:0:0:0:0:0:0:5", 9090), "s3cret"));
    assertThat(Bytes.head(socket)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void saysWhyAnEndpointCannotBeReached() throws IOException {
    assertThat(answerTo(request(DEAD, "s3cret")))
        .startsWith("HTTP/1.1 502 ")
        .contains("nobody is home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "CONNECT example.org:443 HTTP/1.1\r\n\r\n",
        "CONNECT 10.1.2.3:99999 HTTP/1.1\r\n\r\n",
        "CONNECT 10.1.2.3 HTTP/1.1\r\n\r\n",
        "CONNECT cafe:9090 HTTP/1.1\r\n\r\n",
        "CONNECT 10.1.2:9090 HTTP/1.1\r\n\r\n",
        "CONNECT [10.1.2.3:9090 HTTP/1.1\r\n\r\n",
        "\r\n\r\n",
        "\u0016\u0003\u0001 a TLS client hello\r\n\r\n"
      })
  void refusesGarbage(String garbage) throws IOException {
    assertThat(answerTo(garbage)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesAHeadWithoutAnEnd() throws IOException {
    assertThat(answerTo("x".repeat(ConnectRequest.MAX_HEAD_BYTES))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aSlowClientIsResetAndHoldsNobodyUp() throws IOException {
    Gateway impatient = gateway(Duration.ofMillis(200));
    SocketChannel slow = connect(impatient);
    Bytes.write(slow, "CONNECT ");
    assertThatThrownBy(() -> Bytes.readToEnd(slow)).isInstanceOf(IOException.class);
    SocketChannel prompt = tunnel(impatient);
    prompt.shutdownOutput();
    assertThat(Bytes.textToEnd(prompt)).isEqualTo("bye");
  }

  @Test
  void twentySlowClientsHoldNobodyUp() throws IOException {
    Gateway gateway = gateway();
    List<SocketChannel> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(connect(gateway));
      Bytes.write(slow.get(i), "CONNECT ");
    }
    SocketChannel prompt = tunnel(gateway);
    prompt.shutdownOutput();
    assertThat(Bytes.textToEnd(prompt)).isEqualTo("bye");
    for (SocketChannel each : slow) { // and each of them is still waited for
      Bytes.write(each, request(POD, "s3cret").substring("CONNECT ".length()));
      assertThat(Bytes.head(each)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void anEstablishedTunnelHasNoTimeLimit() throws IOException {
    Gateway impatient = gateway(Duration.ofMillis(200));
    SocketChannel tunnel = tunnel(impatient);
    SocketChannel slow = connect(impatient); // reset when the time is over, which passes the time
    assertThatThrownBy(() -> Bytes.readToEnd(slow)).isInstanceOf(IOException.class);
    Bytes.write(tunnel, "still here, ");
    tunnel.shutdownOutput();
    assertThat(Bytes.textToEnd(tunnel)).isEqualTo("still here, bye");
  }

  @Test
  void carriesTwoHundredConnectionsAtOnce() throws IOException {
    arrivals = new CountDownLatch(200);
    Gateway gateway = gateway();
    List<SocketChannel> sockets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sockets.add(connect(gateway));
      Bytes.write(sockets.get(i), request(POD, "s3cret"));
    }
    for (SocketChannel each : sockets) {
      assertThat(Bytes.head(each)).startsWith("HTTP/1.1 200 ");
    }
    for (int i = 0; i < 200; i++) {
      Bytes.write(sockets.get(i), "number " + i + " ");
    }
    for (int i = 0; i < 200; i++) {
      sockets.get(i).shutdownOutput();
      assertThat(Bytes.textToEnd(sockets.get(i))).isEqualTo("number " + i + " bye");
    }
  }

  @Test
  void aPodThatHasFinishedStillHearsTheClient() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    EchoServer brief =
        new EchoServer(
            socket -> {
              Bytes.write(socket, "that is all");
              socket.shutdownOutput();
              heard.add(Bytes.textToEnd(socket));
              return false;
            });
    opened.add(brief);
    echo = brief;
    SocketChannel socket = tunnel(gateway());
    Bytes.write(socket, "before, ");
    assertThat(Bytes.textToEnd(socket)).isEqualTo("that is all");
    Bytes.write(socket, "after");
    socket.shutdownOutput();
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(heard).containsExactly("before, after"));
  }

  @Test
  void aResetOfThePodReachesTheClientAsAReset() throws IOException {
    EchoServer dying =
        new EchoServer(
            socket -> {
              Bytes.head(socket);
              throw new IOException("died"); // which the acceptor turns into an RST
            });
    opened.add(dying);
    echo = dying;
    SocketChannel socket = tunnel(gateway());
    Bytes.write(socket, "die\r\n\r\n");
    assertThatThrownBy(() -> Bytes.readToEnd(socket))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void aResetOfTheClientReachesThePodAsAReset() throws Exception {
    List<IOException> seen = new CopyOnWriteArrayList<>();
    EchoServer watching =
        new EchoServer(
            socket -> {
              try {
                Bytes.readToEnd(socket);
              } catch (IOException reset) {
                seen.add(reset);
              }
              return false;
            });
    opened.add(watching);
    echo = watching;
    SocketChannel socket = tunnel(gateway());
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.close();
    org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(seen).hasSize(1));
    assertThat(seen.get(0)).hasMessageContaining("reset");
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    Gateway gateway = gateway();
    assertThat(gateway.address().ip()).isEqualTo("127.0.0.1");
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress own : network.inetAddresses().toList()) {
        InetSocketAddress there = new InetSocketAddress(own, gateway.address().port());
        boolean expected = own.getHostAddress().equals("127.0.0.1");
        assertThat(Leftovers.listens(there)).as("%s", own).isEqualTo(expected);
      }
    }
  }

  @Test
  void closeResetsItsTunnels() throws IOException {
    Gateway gateway = gateway();
    SocketChannel socket = tunnel(gateway);
    gateway.close();
    assertThatThrownBy(() -> Bytes.readToEnd(socket)).isInstanceOf(IOException.class);
    Leftovers.assertNobodyListens(
        new InetSocketAddress(gateway.address().ip(), gateway.address().port()));
  }

  @Test
  void theRouteDoesNotShowThePassword() throws IOException {
    Route.Tunnel route = gateway().to(POD);
    assertThat(route.password()).isEqualTo("s3cret");
    assertThat(route.toString()).doesNotContain("s3cret");
  }
}
