package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens connections to a server through a proxy: HTTP CONNECT, in TLS or not, or SOCKS 5 (RFC 1928,
 * with RFC 1929 for a password), with names looked up by the proxy. Blocks, for a bounded time.
 *
 * @param tls with the proxy itself
 */
record ProxyDialer(ProxyChoice proxy, Optional<SSLContext> tls) {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LARGEST_HEAD = 32 * 1024;
  private static final int SOCKS_5 = 5;
  private static final int LOGIN_VERSION = 1;
  private static final int BY_PASSWORD = 2;

  /**
   * @throws IOException where the proxy does not lead there; {@link ProxyFailure#of} says why
   */
  Socket dial(String host, int port) throws IOException {
    Socket socket = connected();
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      if (proxy.isSocks()) {
        socks(socket, host, port);
      } else {
        connect(socket, host, port);
      }
      socket.setSoTimeout(0);
      return socket;
    } catch (IOException | RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(proxy.host(), proxy.port()), PATIENCE_MILLIS);
      return tls.isPresent() ? secured(socket, tls.get()) : socket;
    } catch (SSLException e) {
      socket.close();
      throw ProxyFailure.TLS.because(e);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw ProxyFailure.UNREACHABLE.because(e);
    }
  }

  private Socket secured(Socket socket, SSLContext context) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, proxy.host(), proxy.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.setSoTimeout(PATIENCE_MILLIS);
    secure.startHandshake();
    return secure;
  }

  private void connect(Socket socket, String host, int port) throws IOException {
    String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    String login =
        proxy
            .login()
            .map(pair -> pair.contains(":") ? pair : pair + ":")
            .map(pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .map(pair -> "Proxy-Authorization: Basic " + pair + "\r\n")
            .orElse("");
    String request = "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(target, target, login);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    String answer = head(socket.getInputStream());
    if (!answer.matches("(?s)HTTP/1\\.[01] \\d{3}.*")) {
      throw ProxyFailure.NOT_A_PROXY.because(new IOException("no HTTP status line"));
    }
    int status = Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    if (status == 407) {
      throw ProxyFailure.LOGIN.because(new IOException("status 407"));
    }
    if (status / 100 != 2) {
      throw ProxyFailure.REFUSED.because(new IOException("status " + status));
    }
  }

  /**
   * The lines up to an empty one, and not a byte more.
   *
   * @throws IOException where there is no such line soon
   */
  static String head(InputStream from) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int tail = 0;
    while (tail != 0x0d0a0d0a) {
      int next = from.read();
      if (next < 0 || head.size() == LARGEST_HEAD) {
        throw ProxyFailure.NOT_A_PROXY.because(new IOException("the connection ended"));
      }
      head.write(next);
      tail = (tail << Byte.SIZE) | next;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private void socks(Socket socket, String host, int port) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    boolean hasLogin = proxy.login().isPresent();
    byte[] greeting =
        hasLogin ? new byte[] {SOCKS_5, 2, 0, BY_PASSWORD} : new byte[] {SOCKS_5, 1, 0};
    socket.getOutputStream().write(greeting);
    if (in.readUnsignedByte() != SOCKS_5) {
      throw ProxyFailure.NOT_A_PROXY.because(new IOException("no SOCKS 5"));
    }
    int method = in.readUnsignedByte();
    if (method == BY_PASSWORD && hasLogin) {
      socket.getOutputStream().write(socksLogin(proxy.login().orElseThrow()));
      in.readUnsignedByte();
      method = in.readUnsignedByte();
    }
    if (method != 0) {
      throw ProxyFailure.LOGIN.because(new IOException("SOCKS method " + method));
    }
    socket.getOutputStream().write(socksRequest(host, port));
    in.readUnsignedByte();
    int reply = in.readUnsignedByte();
    in.readUnsignedByte();
    int length =
        switch (in.readUnsignedByte()) {
          case 1 -> 4;
          case 3 -> in.readUnsignedByte();
          default -> 16;
        };
    in.readFully(new byte[length + 2]);
    if (reply != 0) {
      throw ProxyFailure.REFUSED.because(new IOException("SOCKS reply " + reply));
    }
  }

  private static byte[] socksLogin(String pair) {
    int colon = pair.indexOf(':');
    byte[] user = bytes(colon < 0 ? pair : pair.substring(0, colon));
    byte[] password = bytes(colon < 0 ? "" : pair.substring(colon + 1));
    ByteArrayOutputStream login = new ByteArrayOutputStream();
    login.write(LOGIN_VERSION);
    login.write(user.length);
    login.writeBytes(user);
    login.write(password.length);
    login.writeBytes(password);
    return login.toByteArray();
  }

  private static byte[] socksRequest(String host, int port) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {SOCKS_5, 1, 0});
    Optional<IpRange> address = IpRange.of(host);
    if (address.isPresent()) {
      byte[] ip = address.get().address().getAddress();
      request.write(ip.length == 4 ? 1 : 4);
      request.writeBytes(ip);
    } else {
      byte[] name = bytes(host);
      request.write(3);
      request.write(name.length);
      request.writeBytes(name);
    }
    request.write(port >> Byte.SIZE);
    request.write(port);
    return request.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
