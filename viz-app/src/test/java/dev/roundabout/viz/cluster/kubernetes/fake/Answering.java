package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Sends answers, and can stop in the middle or say nothing; the admin gets each whole. */
final class Answering {
  private final Gatekeeper gate;
  private volatile boolean half;
  private volatile Optional<String> unanswered = Optional.empty();

  Answering(Gatekeeper gate) {
    this.gate = gate;
  }

  /** Whether answers stop in the middle of their body. */
  void half(boolean now) {
    half = now;
  }

  /**
   * Requests that are carried out and not answered.
   *
   * @param method of HTTP; empty for none
   */
  void unanswered(Optional<String> method) {
    unanswered = method;
  }

  void send(HttpServerRequest http, Answer answer) {
    boolean whole = gate.isAdmin(http);
    if (!whole && unanswered.filter(http.method().name()::equals).isPresent()) {
      return;
    }
    HttpServerResponse response =
        http.response().setStatusCode(answer.code()).putHeader("Content-Type", "application/json");
    if (whole || !half) {
      response.end(answer.json());
      return;
    }
    Buffer body = Buffer.buffer(answer.json());
    var unused =
        response
            .putHeader("Content-Length", String.valueOf(body.length()))
            .write(body.slice(0, body.length() / 2));
  }
}
