package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams of changes (kubernetes.io, "Kubernetes API Concepts", efficient detection of changes),
 * over web sockets or as lines of one HTTP response.
 */
final class Watches {
  private static final String ENDS_THE_START = "k8s.io/initial-events-end";

  private final ObjectStore store;
  private final Vertx vertx;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final Set<String> behind = ConcurrentHashMap.newKeySet();
  private final BooleanSupplier silent;

  Watches(ObjectStore store, Vertx vertx, BooleanSupplier silent) {
    this.store = store;
    this.vertx = vertx;
    this.silent = silent;
  }

  void overWebSocket(ResourceType type, ApiRequest request, HttpServerRequest http) {
    Context context = vertx.getOrCreateContext();
    http.toWebSocket()
        .onSuccess(
            socket -> {
              Consumer<String> send =
                  text -> context.runOnContext(now -> socket.writeTextMessage(text));
              Stream stream = new Stream(type, request, http, send);
              socket.closeHandler(closed -> stream.end());
              stream.start();
            });
  }

  void overHttp(ResourceType type, ApiRequest request, HttpServerRequest http) {
    Context context = vertx.getOrCreateContext();
    var response = http.response().setChunked(true).putHeader("Content-Type", "application/json");
    response.writeHead();
    Consumer<String> send =
        text ->
            context.runOnContext(
                now -> {
                  if (!response.ended() && !response.closed()) {
                    response.write(text + "\n");
                  }
                });
    Stream stream = new Stream(type, request, http, send);
    response.closeHandler(closed -> stream.end());
    stream.start();
  }

  /** Breaks every watch, as a load balancer before the API does. */
  void cut() {
    open.forEach(Stream::cut);
  }

  /** Says nothing more to those that are open, and leaves their connections as they are. */
  Set<HttpConnection> forget() {
    open.forEach(stream -> stream.forgotten = true);
    return open.stream().map(stream -> stream.http.connection()).collect(Collectors.toSet());
  }

  /** Whether the watches of a resource say nothing; afterwards they break, and resume. */
  void behind(String resource, boolean now) {
    if (now) {
      behind.add(resource);
    } else if (behind.remove(resource)) {
      cut();
    }
  }

  /** Tells every watch that asked for it how far the API has come. */
  void bookmark() {
    open.forEach(Stream::bookmark);
  }

  int count() {
    return open.size();
  }

  /** One watch. Changes come in the middle of the change, and are sent on a thread of Vert.x. */
  private final class Stream {
    private final ResourceType type;
    private final ApiRequest request;
    private final HttpServerRequest http;
    private final Consumer<String> send;
    private final Predicate<JsonNode> selected;
    private volatile Runnable unlisten = () -> {};
    private volatile boolean forgotten;

    Stream(ResourceType type, ApiRequest request, HttpServerRequest http, Consumer<String> send) {
      this.type = type;
      this.request = request;
      this.http = http;
      this.send = send;
      this.selected = ObjectRequests.selector(request);
    }

    void start() {
      open.add(this);
      String from = request.parameter("resourceVersion");
      try {
        synchronized (store) {
          boolean fromStart = from.isEmpty() || from.equals("0");
          unlisten =
              fromStart
                  ? store.listenFromStart(this::changed)
                  : store.listen(Long.parseLong(from), this::changed);
          if (request.parameter("sendInitialEvents").equals("true")) {
            send.accept(bookmark(true));
          }
        }
      } catch (ApiError gone) {
        send.accept(event("ERROR", Serialization.jsonMapper().valueToTree(gone.status())));
      }
    }

    void end() {
      open.remove(this);
      unlisten.run();
    }

    void cut() {
      Cut.now(http.connection());
    }

    void bookmark() {
      if (request.parameter("allowWatchBookmarks").equals("true")) {
        send.accept(bookmark(false));
      }
    }

    private String bookmark(boolean endsTheStart) {
      ObjectNode object = Serialization.jsonMapper().createObjectNode();
      object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
      ObjectNode metadata = object.putObject("metadata");
      metadata.put("resourceVersion", Long.toString(store.version()));
      if (endsTheStart) {
        metadata.putObject("annotations").put(ENDS_THE_START, "true");
      }
      return event("BOOKMARK", object);
    }

    private void changed(ObjectStore.Change change) {
      boolean ours =
          change.key().type().equals(type)
              && (request.namespace().isEmpty()
                  || change.key().namespace().equals(request.namespace()));
      if (!ours || forgotten || silent.getAsBoolean() || behind.contains(type.plural())) {
        return; // the connection is dropped at the end of that, and the watch resumes
      }
      boolean was = selected.test(change.before());
      boolean is = selected.test(change.object());
      switch (change.kind()) {
        case ADDED -> sendIf(is, "ADDED", change);
        case DELETED -> sendIf(is, "DELETED", change);
        case MODIFIED ->
            sendIf(was || is, was && is ? "MODIFIED" : is ? "ADDED" : "DELETED", change);
      }
    }

    private void sendIf(boolean wanted, String what, ObjectStore.Change change) {
      if (wanted) {
        send.accept(event(what, change.object()));
      }
    }

    private static String event(String what, JsonNode object) {
      return Serialization.jsonMapper()
          .createObjectNode()
          .put("type", what)
          .set("object", object)
          .toString();
    }
  }
}
