package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP end of the API, on 127.0.0.1 only: listens, checks the token, and hands each request to
 * who answers it. It can stop and start again at the same port, and it can hang.
 */
final class ApiServer implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;
  private static final int PATIENCE_SECONDS = 20;

  /** Who answers what. */
  record Parts(
      Discovery discovery,
      AccessReviews reviews,
      Access access,
      ObjectRequests objects,
      Watches watches,
      PortForwards forwards,
      PodLogs logs) {}

  /**
   * Who asks.
   *
   * @param admin may do everything, always
   * @param user may do what is not forbidden
   */
  record Tokens(String admin, String user) {
    static Tokens random() {
      return new Tokens(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    }
  }

  private final Vertx vertx;
  private final Parts parts;
  private final Tokens tokens;
  private final Optional<Certificate> certificate;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;
  private volatile boolean unauthorized;
  private volatile int port;
  private volatile Optional<HttpServer> listening = Optional.empty();

  /**
   * @param tokens of which a request must bear one
   * @param certificate for HTTPS; empty for plain HTTP
   */
  ApiServer(Vertx vertx, Parts parts, Tokens tokens, Optional<Certificate> certificate) {
    this.vertx = vertx;
    this.parts = parts;
    this.tokens = tokens;
    this.certificate = certificate;
  }

  /** Listens, on the same port as before where it did already. */
  synchronized void up() {
    if (listening.isPresent()) {
      return;
    }
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
    silent = now;
    if (!now) {
      dropConnections();
    }
  }

  boolean isSilent() {
    return silent;
  }

  void unauthorized(boolean now) {
    unauthorized = now;
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
      return;
    }
    if (http.canUpgradeToWebSocket()) { // only before the body is read
      safely(http, () -> upgrade(http));
      return;
    }
    http.body()
        .onSuccess(body -> safely(http, () -> answer(http, body.toString())))
        .onFailure(broken -> http.connection().close());
  }

  private static void safely(HttpServerRequest http, Runnable task) {
    try {
      task.run();
    } catch (ApiError refused) {
      send(http, Answer.of(refused));
    } catch (RuntimeException bug) {
      send(http, Answer.of(ApiError.internal(bug.toString())));
    }
  }

  /** Whether it is the admin who asks. */
  private boolean authenticate(HttpServerRequest http) {
    String header = Optional.ofNullable(http.getHeader("Authorization")).orElse("");
    boolean admin = header.equals("Bearer " + tokens.admin());
    boolean user = header.equals("Bearer " + tokens.user()) && !unauthorized;
    if (!admin && !user) {
      throw ApiError.unauthorized();
    }
    return admin;
  }

  private void authorize(boolean admin, String verb, ApiRequest request) {
    if (!admin) {
      parts.access().check(verb, request);
    }
  }

  private void upgrade(HttpServerRequest http) {
    boolean admin = authenticate(http);
    ApiRequest request = request(http, "").orElseThrow(ApiError::noSuchPath);
    if (request.resource().equals("pods/portforward")) {
      authorize(admin, "create", request); // asked for from 1.35 on
      authorize(admin, "get", request);
      parts.forwards().open(request, http);
      return;
    }
    authorize(admin, request.verb(), request);
    parts.watches().overWebSocket(parts.objects().type(request), request, http);
  }

  private void answer(HttpServerRequest http, String body) {
    boolean admin = authenticate(http);
    Optional<Answer> discovered = parts.discovery().answer(http.path());
    if (discovered.isPresent()) {
      send(http, discovered.get());
      return;
    }
    ApiRequest request = request(http, body).orElseThrow(ApiError::noSuchPath);
    Optional<Answer> review = parts.reviews().answer(request);
    if (review.isPresent()) {
      send(http, review.get());
      return;
    }
    authorize(admin, request.verb(), request);
    if (request.isWatch()) {
      parts.watches().overHttp(parts.objects().type(request), request, http);
    } else if (request.resource().equals("pods/log")) {
      parts.logs().send(request, http);
    } else {
      send(http, parts.objects().answer(request));
    }
  }

  private static Optional<ApiRequest> request(HttpServerRequest http, String body) {
    Map<String, String> query = new HashMap<>();
    http.params().forEach(query::putIfAbsent);
    String type = Optional.ofNullable(http.getHeader("Content-Type")).orElse("");
    return ApiRequest.parse(http.method().name(), http.path(), query, type, body);
  }

  private static void send(HttpServerRequest http, Answer answer) {
    http.response()
        .setStatusCode(answer.code())
        .putHeader("Content-Type", "application/json")
        .end(answer.json());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException failure) {
      throw new IllegalStateException("the fake's network does not move", failure);
    }
  }

  @Override
  public void close() {
    down();
  }
}
