package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole log of a pod, line by line and each line once, from its start until the pod has
 * ended, whatever happens to the connection meanwhile. {@link #read} runs on a thread of its own.
 */
final class PodLog implements AutoCloseable {
  /** How long to wait before the log is asked for again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How often it is asked for again once the pod has ended. */
  private static final int LAST_TRIES = 5;

  /** Opens a log that follows, with timestamps. */
  @FunctionalInterface
  interface Source {
    /**
     * The log, from a moment on.
     *
     * @param since from when on; empty for the whole log
     * @throws KubernetesClientException where the API refuses
     * @throws IOException where it cannot be reached
     */
    InputStream open(Optional<Instant> since) throws IOException;
  }

  private final Source source;
  private final CompletableFuture<?> ended;
  private final Consumer<String> sink;
  private final Duration pause;
  private final LogPosition position = new LogPosition();
  private volatile boolean closed;
  private volatile @Nullable InputStream current;

  /**
   * @param ended completes when the pod writes no more
   * @param sink gets each whole line, on the reading thread
   */
  PodLog(Source source, CompletableFuture<?> ended, Consumer<String> sink) {
    this(source, ended, sink, PAUSE);
  }

  PodLog(Source source, CompletableFuture<?> ended, Consumer<String> sink, Duration pause) {
    this.source = source;
    this.ended = ended;
    this.sink = sink;
    this.pause = pause;
  }

  /**
   * Reads until all is read.
   *
   * @return empty where it was read to its end; otherwise why not
   */
  Optional<Throwable> read() {
    for (int lastTries = 0; ; ) {
      boolean hadEnded = ended.isDone();
      Optional<Throwable> trouble = readOnce();
      if (closed || (hadEnded && trouble.isEmpty())) {
        return Optional.empty();
      }
      lastTries += hadEnded ? 1 : 0;
      if (trouble.isPresent() && (lastTries == LAST_TRIES || isFinal(trouble.get()))) {
        return trouble;
      }
      if (!pause(hadEnded)) {
        return Optional.empty();
      }
    }
  }

  /** Breaks the connection, which is opened again: it may be dead without saying so. */
  void reopen() {
    InputStream in = current;
    if (in != null) {
      try {
        in.close();
      } catch (IOException alreadyBroken) {
        // Just what was wanted.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    reopen();
  }

  private Optional<Throwable> readOnce() {
    try (InputStream in = source.open(position.reopen())) {
      current = in;
      if (!closed) {
        readLines(in);
      }
      return Optional.empty();
    } catch (IOException | KubernetesClientException broken) {
      return Optional.of(broken);
    } finally {
      current = null;
    }
  }

  /** A line that was cut, and so has no end, comes again whole. */
  private void readLines(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      for (int i = 0; i < length; i++) {
        if (buffer[i] != '\n') {
          line.write(buffer[i]);
          continue;
        }
        position.take(line.toString(StandardCharsets.UTF_8)).ifPresent(sink);
        line.reset();
      }
    }
  }

  private static boolean isFinal(Throwable trouble) {
    return trouble instanceof KubernetesClientException refused
        && refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  /** Until the pod ends, or for a moment; false where this thread is to end. */
  private boolean pause(boolean hadEnded) {
    CompletableFuture<?> waiting = hadEnded ? new CompletableFuture<>() : ended;
    try {
      waiting.get(pause.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException goOn) {
      return true;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The log of a pod, as the API gives it. fabric8's own {@code watchLog} does not look at the
   * status of the answer, and would give the words of a refusal for the log.
   */
  static Source of(KubernetesClient client, String namespace, String pod) {
    return since -> {
      HttpResponse<InputStream> answer = get(client, uri(client, namespace, pod, since));
      if (answer.isSuccessful()) {
        return answer.body();
      }
      try (InputStream body = answer.body()) {
        String words = new String(body.readNBytes(10_000), StandardCharsets.UTF_8);
        throw new KubernetesClientException(
            new StatusBuilder()
                .withCode(answer.code())
                .withMessage(message(client, words))
                .build());
      }
    };
  }

  /** The API words a refusal as a Status; a proxy on the way words it as it likes. */
  private static String message(KubernetesClient client, String body) {
    try {
      Status status = client.getKubernetesSerialization().unmarshal(body, Status.class);
      return status == null || status.getMessage() == null ? body : status.getMessage();
    } catch (KubernetesClientException noStatus) {
      return body;
    }
  }

  private static URI uri(
      KubernetesClient client, String namespace, String pod, Optional<Instant> since) {
    String from =
        since
            .map(time -> "&sinceTime=" + URLEncoder.encode(time.toString(), StandardCharsets.UTF_8))
            .orElse("");
    return URI.create(client.getMasterUrl().toString())
        .resolve(
            "api/v1/namespaces/"
                + namespace
                + "/pods/"
                + pod
                + "/log?follow=true&timestamps=true"
                + from);
  }

  private static HttpResponse<InputStream> get(KubernetesClient client, URI uri)
      throws IOException {
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(uri).forStreaming().build();
    CompletableFuture<HttpResponse<InputStream>> answer;
    try {
      answer = http.sendAsync(request, InputStream.class);
    } catch (IllegalStateException closed) { // between two openings, somebody may close the client
      throw new IOException(closed.getMessage(), closed);
    }
    int patience = client.getConfiguration().getRequestTimeout();
    try {
      return answer.get(patience, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (TimeoutException late) {
      answer.cancel(true); // or nobody would close the log where it comes after all
      throw new IOException("the API does not answer", late);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", end);
    }
  }
}
