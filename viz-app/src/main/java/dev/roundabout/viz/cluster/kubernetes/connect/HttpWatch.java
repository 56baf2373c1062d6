package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A watch as one HTTP request, whose answer is a line for each change and has no end; told to
 * fabric8 as a web socket that sends a message for each. Any thread.
 */
final class HttpWatch implements WebSocket {
  private static final int CLOSED = 1000;

  /** A refusal is a Status; a page of a proxy is cut here. */
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private static final Duration REFUSAL = Duration.ofSeconds(2);

  /** fabric8 takes it for a server without web sockets, and goes its own way. */
  private static final int UNAVAILABLE = 503;

  private final WebSocket.Listener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final AtomicInteger owed = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Optional<AsyncBody> body = Optional.empty();
  private volatile boolean opened;

  private HttpWatch(WebSocket.Listener listener) {
    this.listener = listener;
  }

  /**
   * Opens one.
   *
   * @param patience until the answer begins
   * @return fails with a {@link KubernetesClientException}, which has the API's own words
   */
  static CompletableFuture<WebSocket> open(
      HttpClient http, HttpRequest request, Duration patience, WebSocket.Listener listener) {
    HttpWatch watch = new HttpWatch(listener);
    CompletableFuture<WebSocket> open = new CompletableFuture<>();
    CompletableFuture<HttpResponse<AsyncBody>> answer =
        http.consumeBytes(request, (bytes, from) -> watch.received(bytes, from));
    var unused =
        answer
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((response, failure) -> watch.answered(response, failure, open));
    return open;
  }

  @SuppressWarnings("NullAway") // one of the two is null
  private void answered(
      HttpResponse<AsyncBody> response, Throwable failure, CompletableFuture<WebSocket> open) {
    if (failure != null) {
      open.completeExceptionally(
          new KubernetesClientException("the watch could not be opened", failure));
      return;
    }
    AsyncBody answer = response.body();
    body = Optional.of(answer);
    if (!response.isSuccessful()) {
      refused(response.code(), answer, open);
      return;
    }
    opened = true;
    listener.onOpen(this);
    if (!open.complete(this)) {
      closed.set(true); // nobody wants it any more
    }
    var unused = answer.done().whenComplete((all, broken) -> ended(broken));
    answer.consume();
    if (closed.get()) {
      answer.cancel();
    }
  }

  private void refused(int code, AsyncBody answer, CompletableFuture<WebSocket> open) {
    var unused =
        answer
            .done()
            .orTimeout(REFUSAL.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (all, late) -> {
                  answer.cancel();
                  open.completeExceptionally(refusal(code, text()));
                });
    answer.consume();
  }

  private static KubernetesClientException refusal(int code, String text) {
    KubernetesClientException refused = new KubernetesClientException(status(code, text));
    return code == UNAVAILABLE
        ? new KubernetesClientException("the watch could not be opened", refused)
        : refused;
  }

  private static Status status(int code, String text) {
    try {
      Status status = new KubernetesSerialization().unmarshal(text, Status.class);
      if (status != null && "Status".equals(status.getKind())) {
        return new StatusBuilder(status).withCode(code).build();
      }
    } catch (RuntimeException page) {
      // of whoever stands before the API
    }
    return new StatusBuilder().withCode(code).withMessage("HTTP " + code).build();
  }

  private synchronized String text() {
    return line.toString(StandardCharsets.UTF_8);
  }

  private void received(List<ByteBuffer> bytes, AsyncBody from) {
    List<String> lines = split(bytes);
    owed.addAndGet(lines.size());
    lines.forEach(each -> listener.onMessage(this, each));
    if (lines.isEmpty()) {
      from.consume();
    }
  }

  /** A character may come in two parts, a line never ends within one. */
  private synchronized List<String> split(List<ByteBuffer> bytes) {
    List<String> lines = new ArrayList<>();
    for (ByteBuffer part : bytes) {
      while (part.hasRemaining()) {
        byte next = part.get();
        if (opened && next == '\n') {
          lines.add(text());
          line.reset();
        } else if (opened || line.size() < LONGEST_REFUSAL) {
          line.write(next);
        }
      }
    }
    return lines;
  }

  @SuppressWarnings("NullAway") // null where it came to its end
  private void ended(Throwable broken) {
    if (broken == null || closed.get()) {
      listener.onClose(this, CLOSED, "the answer ended");
    } else {
      listener.onError(this, broken);
    }
  }

  /** Nothing is sent in a watch. */
  @Override
  public boolean send(ByteBuffer message) {
    return false;
  }

  @Override
  public boolean sendClose(int code, String reason) {
    boolean first = closed.compareAndSet(false, true);
    body.ifPresent(AsyncBody::cancel);
    return first;
  }

  @Override
  public long queueSize() {
    return 0;
  }

  /** A message was taken; the next ones are asked for when all of them were. */
  @Override
  public void request() {
    if (owed.decrementAndGet() == 0) {
      body.ifPresent(AsyncBody::consume);
    }
  }
}
