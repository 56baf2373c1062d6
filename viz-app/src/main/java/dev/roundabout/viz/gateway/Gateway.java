package dev.roundabout.viz.gateway;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An HTTP CONNECT proxy on 127.0.0.1 that leads to the endpoints of the watched Services and
 * nowhere else, for those who know this run's password.
 *
 * <p>It answers 400 to what is not a CONNECT to an IP address, 407 without the password, 403 for
 * another target, 502 where the target cannot be dialled, and resets a client that takes too long.
 */
public final class Gateway implements AutoCloseable {
  private static final String USER = "roundabout";

  /** How long a client may take until its connection stands. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Dialer dialer;
  private final Predicate<? super Address> isEndpoint;
  private final String password;
  private final byte[] authorization;
  private final Address address;
  private final Splicer splicer;
  private final Acceptor acceptor;

  private Gateway(
      ServerSocketChannel listener,
      Dialer dialer,
      Predicate<? super Address> isEndpoint,
      String password,
      Duration patience,
      Consumer<? super Exception> trouble)
      throws IOException {
    this.dialer = dialer;
    this.isEndpoint = isEndpoint;
    this.password = password;
    this.authorization = basic(password);
    this.address = addressOf((InetSocketAddress) listener.getLocalAddress());
    this.splicer = new Splicer("gateway-splice", trouble);
    this.acceptor = new Acceptor("gateway", listener, patience, this::handle, trouble);
  }

  /**
   * Opens a gateway on a free port of 127.0.0.1.
   *
   * @param isEndpoint whether a target may be reached; called on workers, never blocks
   * @param password random, new for every run
   * @param patience how long a client may take until its connection stands
   * @param trouble told where a thread fails; called on it
   */
  public static Gateway open(
      Dialer dialer,
      Predicate<? super Address> isEndpoint,
      String password,
      Duration patience,
      Consumer<? super Exception> trouble)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
      return new Gateway(listener, dialer, isEndpoint, password, patience, trouble);
    } catch (IOException failure) {
      listener.close();
      throw failure;
    }
  }

  /** Where it listens. */
  public Address address() {
    return address;
  }

  /** The way to a target through this gateway, whether or not it is an endpoint now. */
  public Route.Tunnel to(Address target) {
    return new Route.Tunnel(target, address, USER, password);
  }

  private boolean handle(SocketChannel socket) throws IOException {
    Optional<ConnectRequest> request = ConnectRequest.read(socket);
    Optional<Address> target = request.flatMap(ConnectRequest::target);
    if (request.isEmpty() || target.isEmpty()) {
      return refuse(socket, "400 Bad Request", "this proxy understands CONNECT to an IP address");
    }
    if (!isAuthorized(request.get())) {
      return refuse(
          socket,
          "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"roundabout\"",
          "the password of this run is missing or wrong");
    }
    if (!isEndpoint.test(target.get())) {
      return refuse(socket, "403 Forbidden", target.get() + " is no endpoint of a watched Service");
    }
    return connect(socket, target.get(), request.get().early());
  }

  private boolean isAuthorized(ConnectRequest request) {
    byte[] given = request.authorization().orElse("").getBytes(StandardCharsets.ISO_8859_1);
    return MessageDigest.isEqual(authorization, given); // takes the same time wherever they differ
  }

  private static byte[] basic(String password) {
    byte[] credentials = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
    return ("Basic " + Base64.getEncoder().encodeToString(credentials))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean connect(SocketChannel socket, Address target, ByteBuffer early)
      throws IOException {
    Duplex upstream;
    try {
      upstream = dialer.dial(target, addressOf((InetSocketAddress) socket.getRemoteAddress()));
    } catch (IOException unreachable) {
      return refuse(socket, "502 Bad Gateway", String.valueOf(unreachable.getMessage()));
    }
    try {
      write(socket, "HTTP/1.1 200 Connection established\r\n\r\n");
      splicer.splice(new SocketDuplex(socket), upstream, early);
      return true;
    } catch (IOException clientLeft) {
      upstream.reset();
      throw clientLeft;
    }
  }

  private static boolean refuse(SocketChannel socket, String status, String why)
      throws IOException {
    byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    write(socket, head + why + "\n");
    socket.shutdownOutput();
    readToEnd(socket); // closing with unread bytes would reset the answer away
    return false;
  }

  private static void readToEnd(SocketChannel socket) throws IOException {
    ByteBuffer ignored = ByteBuffer.allocate(4_096);
    while (socket.read(ignored) >= 0) {
      ignored.clear();
    }
  }

  private static void write(SocketChannel socket, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      socket.write(bytes);
    }
  }

  private static Address addressOf(InetSocketAddress socket) {
    return new Address(socket.getAddress().getHostAddress(), socket.getPort());
  }

  /** Resets every connection and ends every thread. Idempotent. */
  @Override
  public void close() {
    acceptor.close();
    splicer.close();
  }
}
