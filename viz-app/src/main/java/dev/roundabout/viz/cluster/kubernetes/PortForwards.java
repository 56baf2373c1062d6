package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens connections into pods through the API server, and knows those that stand. Any thread. */
final class PortForwards implements AutoCloseable {
  private final KubernetesClient client;
  private final Duration patience;
  private final Loop loop;
  private final Map<String, Set<PortForwardStream>> streams = new ConcurrentHashMap<>();

  /**
   * @param client that does not try again: whoever dials does, and should hear at once why it
   *     failed
   * @param patience how long opening a stream may take
   * @param loop for what comes later to streams
   */
  PortForwards(KubernetesClient client, Duration patience, Loop loop) {
    this.client = client;
    this.patience = patience;
    this.loop = loop;
  }

  /**
   * Connects to a port of a pod; blocks.
   *
   * @param news told how it goes
   * @throws KubernetesClientException where the API refuses, with its code
   * @throws IOException where the API cannot be reached in time
   */
  PortForwardStream open(String namespace, String pod, int port, PortForwardStream.News news)
      throws IOException {
    Set<PortForwardStream> ofPod =
        streams.computeIfAbsent(namespace + "/" + pod, name -> ConcurrentHashMap.newKeySet());
    PortForwardStream stream = new PortForwardStream(loop, ofPod::remove, news);
    ofPod.add(stream);
    CompletableFuture<WebSocket> opening =
        client
            .getHttpClient()
            .newWebSocketBuilder()
            .uri(uri(namespace, pod, port))
            .subprotocol(PortForwardStream.PROTOCOL)
            .connectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .buildAsync(stream);
    boolean opened = false;
    try {
      await(opening, pod);
      opened = true;
    } finally {
      if (!opened) {
        opening.cancel(true);
        stream.reset();
      }
    }
    return stream;
  }

  private URI uri(String namespace, String pod, int port) {
    String api = client.getMasterUrl().toString().replaceAll("/+$", "");
    return URI.create(
        "%s/api/v1/namespaces/%s/pods/%s/portforward?ports=%d"
            .formatted(api, namespace, pod, port));
  }

  private void await(CompletableFuture<WebSocket> opening, String pod) throws IOException {
    try {
      opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException late) {
      throw new SocketTimeoutException("the port-forward to " + pod + " did not open in time");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof WebSocketHandshakeException answered) {
        throw refused(pod, answered);
      }
      throw new IOException("the port-forward to " + pod + " did not open", failure.getCause());
    }
  }

  private static KubernetesClientException refused(
      String pod, WebSocketHandshakeException answered) {
    int code = answered.getResponse().code();
    String why =
        switch (code) {
          case 403 -> "is not allowed";
          case 404 -> "found no such pod";
          default -> "was answered with HTTP " + code;
        };
    return new KubernetesClientException(
        "the port-forward to " + pod + " " + why, answered, code, null, null);
  }

  /** Breaks the connections to a pod that is gone. */
  void gone(String namespace, String pod) {
    Set<PortForwardStream> ofPod = streams.remove(namespace + "/" + pod);
    if (ofPod != null) {
      ofPod.forEach(stream -> stream.fail(new IOException("the pod " + pod + " is gone")));
    }
  }

  /** Breaks every connection. */
  @Override
  public void close() {
    streams.values().forEach(ofPod -> ofPod.forEach(PortForwardStream::reset));
  }
}
