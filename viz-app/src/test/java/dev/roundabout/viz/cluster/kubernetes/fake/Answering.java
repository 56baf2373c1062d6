package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends answers, and can stop in the middle; the admin gets each whole. */
final class Answering {
  private final Gatekeeper gate;
  private volatile boolean half;

  Answering(Gatekeeper gate) {
    this.gate = gate;
  }

  /** Whether answers stop in the middle of their body. */
  void half(boolean now) {
    half = now;
  }

  void send(HttpServerRequest http, Answer answer) {
    boolean whole = gate.isAdmin(http);
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
