package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/**
 * The HTTP end of the API, on 127.0.0.1 only. It can stop and start again at the same port, and it
 * can hang.
 */
final class ApiServer implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final Handler<HttpServerRequest> requests;
  private final Optional<Certificate> certificate;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;
  private volatile int port;
  private volatile Optional<HttpServer> listening = Optional.empty();

  /**
   * @param requests answers them
   * @param certificate for HTTPS; empty for plain HTTP
   */
  ApiServer(Vertx vertx, Handler<HttpServerRequest> requests, Optional<Certificate> certificate) {
    this.vertx = vertx;
    this.requests = requests;
    this.certificate = certificate;
  }

  /** Listens, on the same port as before where it did already. */
  synchronized void up() {
    if (listening.isPresent()) {
      return;
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions() // somebody may have the port for a moment
        .untilAsserted(this::listen);
  }

  private void listen() {
    HttpServer server =
        vertx
            .createHttpServer(options())
            .connectionHandler(this::connected)
            .requestHandler(this::handle);
    await(server.listen(port, "127.0.0.1"));
    port = server.actualPort();
    listening = Optional.of(server);
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false) // or web sockets of the JDK's client would fail
            .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
            .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
            .addWebSocketSubProtocol(PortForwards.PROTOCOL);
    certificate.ifPresent(
        own ->
            options
                .setSsl(true)
                .setKeyCertOptions(
                    new PfxOptions()
                        .setValue(Buffer.buffer(own.pkcs12()))
                        .setPassword(own.password())));
    return options;
  }

  /** Stops to listen and drops every connection. */
  synchronized void down() {
    dropConnections();
    listening.ifPresent(server -> await(server.close()));
    listening = Optional.empty();
  }

  /** Accepts connections and requests, and says nothing, until the opposite; then drops them. */
  void silent(boolean now) {
    if (now) {
      silent = true;
    } else {
      speak(Set.of());
    }
  }

  /** Ends the silence, and drops every connection but these. */
  void speak(Set<HttpConnection> kept) {
    silent = false;
    connections.stream().filter(each -> !kept.contains(each)).forEach(Cut::now);
  }

  boolean isSilent() {
    return silent;
  }

  int port() {
    return port;
  }

  private void connected(HttpConnection connection) {
    connections.add(connection);
    connection.closeHandler(closed -> connections.remove(connection));
  }

  void dropConnections() {
    connections.forEach(Cut::now);
  }

  private void handle(HttpServerRequest http) {
    if (silent) {
      http.pause();
    } else {
      requests.handle(http);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException failure) {
      throw new IllegalStateException("the fake's network does not move", failure);
    }
  }

  @Override
  public void close() {
    down();
  }
}
