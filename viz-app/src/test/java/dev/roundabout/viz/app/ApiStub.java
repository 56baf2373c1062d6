package dev.roundabout.viz.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** The least of an API: it answers every request alike, or accepts and stays silent. */
final class ApiStub implements AutoCloseable {
  private final String url;
  private final AutoCloseable server;

  private ApiStub(int port, AutoCloseable server) {
    this.url = "http://127.0.0.1:" + port;
    this.server = server;
  }

  static ApiStub answering(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return new ApiStub(server.getAddress().getPort(), () -> server.stop(0));
  }

  static ApiStub silent() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new ApiStub(socket.getLocalPort(), socket);
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
