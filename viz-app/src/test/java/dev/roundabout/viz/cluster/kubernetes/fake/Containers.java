package dev.roundabout.viz.cluster.kubernetes.fake;

import dev.roundabout.workload.ServerOptions;
import dev.roundabout.workload.ServerThreads;
import dev.roundabout.workload.WorkloadServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What runs in the pods: a real gRPC server on a free port of 127.0.0.1 in each pod that names a
 * port, the cluster's DNS in pods that name port 53, and nothing in the others. Any thread.
 */
final class Containers implements PortForwards.Network, AutoCloseable {
  static final int DNS_PORT = 53;

  /**
   * @param server empty where the pod serves DNS, or nothing
   */
  private record Running(String pod, Optional<WorkloadServer> server) {}

  private final ObjectStore store;
  private final InetSocketAddress dns;
  private final ServerThreads threads = new ServerThreads();
  private final Map<String, Running> byUid = new HashMap<>();

  /**
   * @param dns where the cluster's DNS listens
   */
  Containers(ObjectStore store, InetSocketAddress dns) {
    this.store = store;
    this.dns = dns;
  }

  synchronized boolean isRunning(Pod pod) {
    return byUid.containsKey(pod.getMetadata().getUid());
  }

  /** Starts what the pod is to run. */
  synchronized void start(Pod pod) {
    String name = pod.getMetadata().getName();
    List<Integer> ports = ports(pod);
    boolean serves = !ports.isEmpty() && !ports.contains(DNS_PORT);
    Optional<WorkloadServer> server = serves ? Optional.of(serve(pod)) : Optional.empty();
    byUid.put(pod.getMetadata().getUid(), new Running(name, server));
  }

  private WorkloadServer serve(Pod pod) {
    ServerOptions options =
        ServerOptions.at(new InetSocketAddress("127.0.0.1", 0))
            .withPod(pod.getMetadata().getName())
            .withNode(pod.getSpec().getNodeName())
            .withAllowFreeze(allowsFreeze(pod));
    try {
      return WorkloadServer.start(options, threads);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What the image reads from the environment. */
  private static boolean allowsFreeze(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .anyMatch(
            variable ->
                variable.getName().equals("ALLOW_FREEZE") && "true".equals(variable.getValue()));
  }

  private static List<Integer> ports(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .map(Container::getPorts)
        .flatMap(List::stream)
        .map(port -> port.getContainerPort())
        .toList();
  }

  /** Ends the pod's server in order; the future ends with it. */
  synchronized CompletableFuture<Void> drain(Pod pod) {
    return Optional.ofNullable(byUid.get(pod.getMetadata().getUid()))
        .flatMap(Running::server)
        .map(WorkloadServer::drain)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Ends the pod's server as a crash does. */
  synchronized void kill(Pod pod) {
    kill(pod.getMetadata().getUid());
  }

  private void kill(String uid) {
    Optional.ofNullable(byUid.remove(uid))
        .flatMap(Running::server)
        .ifPresent(
            server -> {
              var unused = server.kill();
            });
  }

  /** Kills what runs in pods that are no more. */
  synchronized void keepOnly(Set<String> uids) {
    List<String> gone = byUid.keySet().stream().filter(uid -> !uids.contains(uid)).toList();
    gone.forEach(this::kill);
  }

  /** The servers that run, by the name of their pod. */
  synchronized Map<String, WorkloadServer> servers() {
    Map<String, WorkloadServer> servers = new TreeMap<>();
    byUid.values().forEach(one -> one.server().ifPresent(server -> servers.put(one.pod(), server)));
    return servers;
  }

  @Override
  public Optional<InetSocketAddress> find(String namespace, String name, int port) {
    ObjectKey key = new ObjectKey(ResourceTypes.PODS, namespace, name);
    Pod pod =
        new Typed(store)
            .get(Pod.class, namespace, name)
            .orElseThrow(() -> ApiError.notFound(key.type(), name));
    synchronized (this) {
      Running running = byUid.get(pod.getMetadata().getUid());
      if (running == null) {
        throw ApiError.internal(
            "unable to forward port because pod is not running. Current status="
                + pod.getStatus().getPhase());
      }
      if (!ports(pod).contains(port)) {
        return Optional.empty();
      }
      return Optional.of(running.server().map(WorkloadServer::address).orElse(dns));
    }
  }

  @Override
  public void close() {
    List<WorkloadServer> servers = List.copyOf(servers().values());
    keepOnly(Set.of());
    servers.forEach(server -> server.stopped().join());
    threads.close();
  }
}
