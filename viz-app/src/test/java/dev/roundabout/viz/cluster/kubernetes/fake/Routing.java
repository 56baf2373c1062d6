package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hands each request to who answers it; a refusal becomes a Status. On threads of Vert.x.
 *
 * @param gate sees every request first
 */
record Routing(
    Gatekeeper gate,
    Answering answering,
    Discovery discovery,
    AccessReviews reviews,
    ObjectRequests objects,
    Watches watches,
    PortForwards forwards,
    PodLogs logs)
    implements Handler<HttpServerRequest> {

  @Override
  public void handle(HttpServerRequest http) {
    if (http.canUpgradeToWebSocket()) { // only before the body is read
      safely(http, () -> upgrade(http));
      return;
    }
    http.body()
        .onSuccess(body -> safely(http, () -> answer(http, body.toString())))
        .onFailure(broken -> http.connection().close());
  }

  private void safely(HttpServerRequest http, Runnable task) {
    try {
      task.run();
    } catch (ApiError refused) {
      answering.send(http, Answer.of(refused));
    } catch (RuntimeException bug) {
      answering.send(http, Answer.of(ApiError.internal(bug.toString())));
    }
  }

  private void upgrade(HttpServerRequest http) {
    gate.authenticate(http);
    if (!gate.isAdmin(http) && !forwards.hasUpgrades()) {
      throw ApiError.forbidden("websocket upgrade is not supported by this proxy");
    }
    ApiRequest request = request(http, "").orElseThrow(ApiError::noSuchPath);
    if (request.resource().equals("pods/portforward")) {
      gate.authorize(http, "create", request); // asked for from 1.35 on
      gate.authorize(http, "get", request);
      forwards.open(request, http);
      return;
    }
    gate.authorize(http, request.verb(), request);
    watches.overWebSocket(objects.type(request), request, http);
  }

  private void answer(HttpServerRequest http, String body) {
    gate.authenticate(http);
    Optional<Answer> discovered = discovery.answer(http.path());
    if (discovered.isPresent()) {
      answering.send(http, discovered.get());
      return;
    }
    ApiRequest request = request(http, body).orElseThrow(ApiError::noSuchPath);
    Optional<Answer> review = reviews.answer(request);
    if (review.isPresent()) {
      answering.send(http, review.get());
      return;
    }
    gate.authorize(http, request.verb(), request);
    if (objects.creates(request)) {
      gate.authorize(http, "create", request);
    }
    if (request.isWatch()) {
      watches.overHttp(objects.type(request), request, http);
    } else if (request.resource().equals("pods/log")) {
      logs.send(request, http);
    } else {
      answering.send(http, objects.answer(request));
    }
  }

  private static Optional<ApiRequest> request(HttpServerRequest http, String body) {
    Map<String, String> query = new HashMap<>();
    http.params().forEach(query::putIfAbsent);
    String type = Optional.ofNullable(http.getHeader("Content-Type")).orElse("");
    return ApiRequest.parse(http.method().name(), http.path(), query, type, body);
  }
}
