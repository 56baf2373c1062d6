package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A small proxy on loopback between the JDK's HTTP client, which knows neither SOCKS nor TLS with a
 * proxy nor a password for a tunnel, and the proxy that is meant. It leads to that one server
 * alone, and only who has its key.
 */
final class ProxyRelay implements AutoCloseable {
  /** The JDK shows headers that begin so to a proxy, and not to the server behind it. */
  static final String KEY = "Proxy-Relay-Key";

  private static final int KEY_BYTES = 24;
  private static final int HEAD_MILLIS = 10_000;
  private static final int PIECE = 16 * 1024;

  private final ServerSocket listening;
  private final ProxyDialer dialer;
  private final String server;
  private final String key;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private ProxyRelay(ServerSocket listening, ProxyDialer dialer, String server, String key) {
    this.listening = listening;
    this.dialer = dialer;
    this.server = server;
    this.key = key;
  }

  /**
   * @param host of the API, the only one that it leads to
   * @throws IOException where nothing can listen on loopback
   */
  static ProxyRelay open(ProxyDialer dialer, String host, int port) throws IOException {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ProxyRelay relay =
        new ProxyRelay(
            listening,
            dialer,
            host + ":" + port,
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    start(relay::accept);
    return relay;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "kubernetes-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  ProxySelector selector() {
    return ProxySelector.of((InetSocketAddress) listening.getLocalSocketAddress());
  }

  String key() {
    return key;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        keep(client);
        start(() -> serve(client));
      }
    } catch (IOException closed) {
      close();
    }
  }

  private void keep(Socket socket) throws IOException {
    sockets.add(socket);
    if (listening.isClosed()) {
      socket.close();
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(HEAD_MILLIS);
      String head = ProxyDialer.head(client.getInputStream());
      List<String> lines = Arrays.asList(head.split("\r\n"));
      if (!lines.contains(KEY + ": " + key)) {
        answer(client, "403 Forbidden");
        return;
      }
      client.setSoTimeout(0);
      lead(client, lines);
    } catch (IOException gone) {
      // whoever asked sees it
    } finally {
      sockets.remove(client);
    }
  }

  private void lead(Socket client, List<String> head) throws IOException {
    boolean tunnel = head.get(0).startsWith("CONNECT ");
    String host = server.substring(0, server.lastIndexOf(':'));
    int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    if (tunnel && !head.get(0).startsWith("CONNECT " + authority(host, port) + " ")) {
      answer(client, "403 Forbidden");
      return;
    }
    Socket far;
    try {
      far = dialer.dial(host, port);
    } catch (IOException failure) {
      answer(client, ProxyFailure.of(failure).status() + " Proxy");
      return;
    }
    keep(far);
    try (far) {
      if (tunnel) {
        answer(client, "200 OK");
      } else {
        far.getOutputStream().write(direct(head));
      }
      splice(client, far);
    } finally {
      sockets.remove(far);
    }
  }

  private static String authority(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * A request to a server without TLS, as the server itself expects it, once for a connection:
   * those after it would come with the key.
   */
  private static byte[] direct(List<String> head) {
    String first = head.get(0).replaceFirst("^(\\S+) http://[^/ ]*/?", "$1 /");
    String rest =
        head.stream()
            .skip(1)
            .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(proxy-|connection:).*"))
            .map(line -> line + "\r\n")
            .collect(Collectors.joining());
    String all = first + "\r\n" + rest + "Connection: close\r\n\r\n";
    return all.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void answer(Socket client, String status) throws IOException {
    String length = status.startsWith("200") ? "" : "Content-Length: 0\r\n";
    String answer = "HTTP/1.1 " + status + "\r\n" + length + "\r\n";
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Both ways, until both have ended or one breaks. */
  private static void splice(Socket client, Socket far) throws IOException {
    Thread back = new Thread(() -> pump(far, client), "kubernetes-proxy");
    back.setDaemon(true);
    back.start();
    pump(client, far);
    try {
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(Socket from, Socket to) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        out.write(piece, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException | UnsupportedOperationException broken) {
      drop(from);
      drop(to);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // it is closed
    }
  }

  /** Stops to listen and breaks what it led. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException closed) {
      // it is closed
    }
    sockets.forEach(ProxyRelay::drop);
  }
}
