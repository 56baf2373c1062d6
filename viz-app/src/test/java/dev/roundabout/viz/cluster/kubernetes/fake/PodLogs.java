package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code pods/log}: what containers have printed, with {@code follow}, {@code timestamps} and
 * {@code sinceTime}, which knows whole seconds only. Any thread.
 */
final class PodLogs {

  /** What a pod has printed, and who follows it. Guarded by itself. */
  private static final class Log {
    final List<Line> lines = new ArrayList<>();
    final List<Follower> followers = new ArrayList<>();
    boolean ended;
  }

  /** A line, and when it was printed. */
  private record Line(Instant at, String text) {}

  /** Who is sent each line until the end. */
  private record Follower(Context context, HttpServerRequest http, boolean timestamps) {
    void send(Line line) {
      String text = (timestamps ? line.at() + " " : "") + line.text() + "\n";
      context.runOnContext(
          now -> {
            if (isOpen()) {
              http.response().write(text);
            }
          });
    }

    void end() {
      context.runOnContext(
          now -> {
            if (isOpen()) {
              http.response().end();
            }
          });
    }

    private boolean isOpen() {
      return !http.response().ended() && !http.response().closed();
    }
  }

  private final ObjectStore store;
  private final Vertx vertx;
  private final Map<String, Log> logs = new ConcurrentHashMap<>();

  PodLogs(ObjectStore store, Vertx vertx) {
    this.store = store;
    this.vertx = vertx;
  }

  private Log log(String namespace, String pod) {
    return logs.computeIfAbsent(namespace + "/" + pod, unknown -> new Log());
  }

  /** Prints a line in a pod. */
  void print(String namespace, String pod, String line) {
    Log log = log(namespace, pod);
    synchronized (log) {
      Line printed = new Line(Instant.now(), line);
      log.lines.add(printed);
      log.followers.forEach(follower -> follower.send(printed));
    }
  }

  /** The container has ended: so do those who follow it. */
  void end(String namespace, String pod) {
    Log log = log(namespace, pod);
    synchronized (log) {
      log.ended = true;
      log.followers.forEach(Follower::end);
      log.followers.clear();
    }
  }

  /** Breaks every stream in the middle. */
  void cut() {
    for (Log log : Set.copyOf(logs.values())) {
      synchronized (log) {
        log.followers.forEach(follower -> Cut.now(follower.http().connection()));
        log.followers.clear();
      }
    }
  }

  /**
   * @throws ApiError where there is no such pod, or its container has not started
   */
  void send(ApiRequest request, HttpServerRequest http) {
    checkStarted(request);
    HttpServerResponse response =
        http.response().setChunked(true).putHeader("Content-Type", "text/plain");
    Log log = log(request.namespace(), request.name());
    boolean follow = request.parameter("follow").equals("true");
    boolean timestamps = request.parameter("timestamps").equals("true");
    Follower follower = new Follower(vertx.getOrCreateContext(), http, timestamps);
    response.writeHead();
    synchronized (log) {
      tail(since(log.lines, request.parameter("sinceTime")), request.parameter("tailLines"))
          .forEach(follower::send);
      if (follow && !log.ended) {
        log.followers.add(follower);
      } else {
        follower.end();
      }
    }
  }

  private static List<Line> since(List<Line> lines, String time) {
    if (time.isEmpty()) {
      return lines;
    }
    Instant from = Instant.parse(time).truncatedTo(ChronoUnit.SECONDS);
    return lines.stream().filter(line -> !line.at().isBefore(from)).toList();
  }

  private static List<Line> tail(List<Line> lines, String most) {
    int from = most.isEmpty() ? 0 : Math.max(0, lines.size() - Integer.parseInt(most));
    return lines.subList(from, lines.size());
  }

  private void checkStarted(ApiRequest request) {
    ObjectKey key = new ObjectKey(ResourceTypes.PODS, request.namespace(), request.name());
    var pod = store.get(key).orElseThrow(() -> ApiError.notFound(key.type(), key.name()));
    var status = pod.path("status").path("containerStatuses").path(0);
    if (!status.path("state").has("running") && !status.path("state").has("terminated")) {
      throw ApiError.badRequest(
          "container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(
                  status.path("name").asString(""),
                  key.name(),
                  status.path("state").path("waiting").path("reason").asString("Pending")));
    }
  }
}
