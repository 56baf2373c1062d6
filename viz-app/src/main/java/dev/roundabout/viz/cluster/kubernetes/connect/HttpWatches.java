package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP client of one client of an API, whose watches are plain HTTP requests as those of {@code
 * kubectl} are, because many a proxy before an API knows no web sockets.
 *
 * <p>fabric8's own way to do so says that a watch without news is not open, and loses why one was
 * refused.
 */
record HttpWatches(HttpClient http) implements HttpClient {

  /** The same, for every client that the factory makes. */
  static HttpClient.Factory over(HttpClient.Factory factory) {
    return () -> wrapped(factory.newBuilder(), HttpClient.Builder.class);
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new Opening(http, http.newWebSocketBuilder(), http.newHttpRequestBuilder());
  }

  @Override
  public DerivedClientBuilder newBuilder() {
    return wrapped(http.newBuilder(), DerivedClientBuilder.class);
  }

  /** A builder whose client is one of these. */
  private static <T> T wrapped(T builder, Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = call(builder, method, arguments);
              return result instanceof HttpClient client
                  ? new HttpWatches(client)
                  : result == builder ? proxy : result;
            }));
  }

  private static Object call(Object builder, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(builder, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
    return http.sendAsync(request, type);
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
      HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    return http.consumeBytes(request, consumer);
  }

  @Override
  public HttpRequest.Builder newHttpRequestBuilder() {
    return http.newHttpRequestBuilder();
  }

  @Override
  public boolean isClosed() {
    return http.isClosed();
  }

  @Override
  public void close() {
    http.close();
  }

  /** What fabric8 believes to be a web socket: a watch is none. */
  private static final class Opening implements WebSocket.Builder {
    private static final String WATCH = "watch=true";

    /** fabric8 names none for a watch. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final WebSocket.Builder socket;
    private final HttpRequest.Builder request;
    private boolean watch;
    private Duration patience = PATIENCE;

    Opening(HttpClient http, WebSocket.Builder socket, HttpRequest.Builder request) {
      this.http = http;
      this.socket = socket;
      this.request = request;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener listener) {
      return watch
          ? HttpWatch.open(http, request.forStreaming().build(), patience, listener)
          : socket.buildAsync(listener);
    }

    @Override
    public WebSocket.Builder uri(URI uri) {
      watch = uri.getQuery() != null && List.of(uri.getQuery().split("&")).contains(WATCH);
      socket.uri(uri);
      request.uri(uri);
      return this;
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
      socket.header(name, value);
      request.header(name, value);
      return this;
    }

    @Override
    public WebSocket.Builder setHeader(String name, String value) {
      socket.setHeader(name, value);
      request.setHeader(name, value);
      return this;
    }

    @Override
    public WebSocket.Builder subprotocol(String protocol) {
      socket.subprotocol(protocol);
      return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(long time, TimeUnit unit) {
      patience = time > 0 ? Duration.ofNanos(unit.toNanos(time)) : PATIENCE;
      socket.connectTimeout(time, unit);
      return this;
    }
  }
}
