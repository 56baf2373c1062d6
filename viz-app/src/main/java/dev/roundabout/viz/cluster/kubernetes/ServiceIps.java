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

/** Asks the API for the addresses of Services, and remembers them. Any thread. */
final class ServiceIps {
  private final KubernetesClient client;
  private final Executor asker;
  private final Duration timeout;
  private final Map<String, CompletableFuture<List<String>>> known = new ConcurrentHashMap<>();

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
    CompletableFuture<List<String>> asked =
        known.computeIfAbsent(name, key -> CompletableFuture.supplyAsync(() -> ask(name), asker));
    try {
      return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException late) {
      throw new IOException("the API did not tell the ClusterIP of " + name + " in time", late);
    } catch (ExecutionException failure) {
      throw new IOException("the API did not tell the ClusterIP of " + name, failure.getCause());
    }
  }

  /** Asks again the next time: a Service may have been made anew. */
  void forget() {
    known.values().removeIf(CompletableFuture::isDone);
  }

  private List<String> ask(String name) {
    String[] parts = name.split("\\.", 3);
    Service service = client.services().inNamespace(parts[1]).withName(parts[0]).get();
    return service == null
        ? List.of()
        : service.getSpec().getClusterIPs().stream().filter(ip -> !ip.equals("None")).toList();
  }
}
