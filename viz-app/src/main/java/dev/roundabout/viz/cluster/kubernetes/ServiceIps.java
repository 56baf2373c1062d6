package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the API for the addresses of Services, and remembers them: a Service keeps its own for life,
 * also while the API is away. Any thread.
 */
final class ServiceIps {
  private final KubernetesClient client;
  private final Executor asker;
  private final Duration timeout;
  private final Map<String, CompletableFuture<List<String>>> asked = new ConcurrentHashMap<>();
  private final Map<String, List<String>> last = new ConcurrentHashMap<>();

  /**
   * @param asker runs what blocks
   */
  ServiceIps(KubernetesClient client, Executor asker, Duration timeout) {
    this.client = client;
    this.asker = asker;
    this.timeout = timeout;
  }

  /**
   * Blocks for a limited time.
   *
   * @param name {@code service.namespace.svc.cluster.local}
   * @return empty where there is no such Service, or it is a headless one
   */
  List<String> of(String name) throws IOException {
    try {
      List<String> ips = answer(name).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      last.put(name, ips);
      return ips;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException late) {
      return lastOf(name, "the API did not tell the ClusterIP of " + name + " in time", late);
    } catch (ExecutionException failure) {
      return lastOf(name, "the API did not tell the ClusterIP of " + name, failure);
    }
  }

  private CompletableFuture<List<String>> answer(String name) {
    return asked.computeIfAbsent(
        name, key -> CompletableFuture.supplyAsync(() -> ask(name), asker));
  }

  private List<String> lastOf(String name, String why, Exception cause) throws IOException {
    List<String> ips = last.get(name);
    if (ips == null) {
      throw new IOException(why, cause);
    }
    return ips;
  }

  /** What somebody else was told, so that it is known when the API is away. */
  void learn(String name, List<String> ips) {
    last.put(name, ips);
  }

  /** Asks again the next time: a Service may have been made anew. */
  void forget() {
    asked.values().removeIf(CompletableFuture::isDone);
  }

  private List<String> ask(String name) {
    String[] parts = name.split("\\.", 3);
    Service service = client.services().inNamespace(parts[1]).withName(parts[0]).get();
    return service == null
        ? List.of()
        : service.getSpec().getClusterIPs().stream().filter(ip -> !ip.equals("None")).toList();
  }
}
