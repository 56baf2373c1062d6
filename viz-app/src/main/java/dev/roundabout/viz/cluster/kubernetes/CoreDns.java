package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.dns.DnsTransport;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Takes queries to the cluster's own DNS: over TCP, through a port-forward to one of its pods that
 * is kept open. Where it breaks, the next query opens another, to a pod that is ready then.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/">where
 *     the DNS pods are</a>
 */
final class CoreDns implements DnsTransport, AutoCloseable {
  private static final String LABEL = "k8s-app";
  private static final String LABEL_VALUE = "kube-dns";
  private static final String PORT_NAME = "dns-tcp";
  private static final int PORT = 53;

  private final KubernetesClient client;
  private final PortForwards forwards;
  private final Loop loop;
  private final Executor opener;
  private final RandomGenerator random;
  private final Duration timeout;
  private Optional<CompletableFuture<DnsPipe>> current = Optional.empty();

  /**
   * @param opener runs what blocks
   * @param random picks the pod
   * @param timeout of a query, with opening where that is necessary
   */
  CoreDns(
      KubernetesClient client,
      PortForwards forwards,
      Loop loop,
      Executor opener,
      RandomGenerator random,
      Duration timeout) {
    this.client = client;
    this.forwards = forwards;
    this.loop = loop;
    this.opener = opener;
    this.random = random;
    this.timeout = timeout;
  }

  @Override
  public byte[] exchange(byte[] query) throws IOException {
    CompletableFuture<DnsPipe> first = pipe();
    AtomicReference<CompletableFuture<DnsPipe>> asked = new AtomicReference<>(first);
    CompletableFuture<byte[]> answer =
        first
            .thenCompose(open -> open.ask(query))
            .exceptionallyCompose(failure -> again(asked, query, failure));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException late) {
      drop(Objects.requireNonNull(asked.get()));
      throw new SocketTimeoutException("no answer in time");
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw new IOException(cause == null ? "no answer" : cause.getMessage(), cause);
    }
  }

  /** A stream that stood and broke may have been one to a pod that went: asks another, once. */
  private CompletableFuture<byte[]> again(
      AtomicReference<CompletableFuture<DnsPipe>> asked, byte[] query, Throwable failure) {
    CompletableFuture<DnsPipe> broken = Objects.requireNonNull(asked.get());
    if (broken.isCompletedExceptionally()) {
      return CompletableFuture.failedFuture(
          failure instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : failure);
    }
    drop(broken);
    CompletableFuture<DnsPipe> other = pipe();
    asked.set(other);
    return other.thenCompose(open -> open.ask(query));
  }

  private synchronized CompletableFuture<DnsPipe> pipe() {
    CompletableFuture<DnsPipe> usable =
        current
            .filter(CoreDns::isUsable)
            .orElseGet(() -> CompletableFuture.supplyAsync(this::open, opener));
    current = Optional.of(usable);
    return usable;
  }

  private static boolean isUsable(CompletableFuture<DnsPipe> pipe) {
    if (pipe.isCompletedExceptionally()) {
      return false;
    }
    return !pipe.isDone() || !pipe.join().isOver();
  }

  private DnsPipe open() {
    Pod pod = choose();
    try {
      return DnsPipe.over(
          forwards.open(
              pod.getMetadata().getNamespace(),
              pod.getMetadata().getName(),
              port(pod),
              PortForwardStream.News.UNHEARD),
          loop);
    } catch (IOException failure) {
      throw new CompletionException(failure);
    }
  }

  private Pod choose() {
    List<Pod> ready =
        client
            .pods()
            .inNamespace(Permission.DNS_NAMESPACE)
            .withLabel(LABEL, LABEL_VALUE)
            .list()
            .getItems()
            .stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .filter(Readiness::isPodReady)
            .toList();
    if (ready.isEmpty()) {
      throw new CompletionException(
          new IOException(
              "no ready pod in %s has the label %s=%s"
                  .formatted(Permission.DNS_NAMESPACE, LABEL, LABEL_VALUE)));
    }
    return ready.get(random.nextInt(ready.size()));
  }

  private static int port(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> PORT_NAME.equals(port.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElse(PORT);
  }

  /** Uses another pipe from now on. */
  private synchronized void drop(CompletableFuture<DnsPipe> pipe) {
    if (current.filter(now -> now == pipe).isPresent()) {
      current = Optional.empty();
    }
    end(pipe);
  }

  /** As soon as it is open; one that cannot be opened has nothing to close. */
  private static void end(CompletableFuture<DnsPipe> pipe) {
    var unused = pipe.thenAccept(DnsPipe::close);
  }

  @Override
  public synchronized void close() {
    current.ifPresent(CoreDns::end);
  }
}
