package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ServiceKind;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which pod has which IP, and which endpoints each Service has: all that the way in needs of what
 * the informers see. The informers write, the way in reads. Any thread; nothing blocks.
 */
final class PodBook {
  private final Map<String, Set<String>> ipsOfPods = new LinkedHashMap<>();
  private final Map<ServiceKind, List<Endpoint>> endpoints = new EnumMap<>(ServiceKind.class);
  private final Set<String> clusterIps = new HashSet<>();
  private final List<Consumer<String>> farewells = new CopyOnWriteArrayList<>();

  /**
   * A pod of the Deployment is new or has changed.
   *
   * @param ips all of {@code status.podIPs}; empty while it has none, and once it has ended, when
   *     another pod may get them
   */
  synchronized void pod(String name, List<String> ips) {
    ipsOfPods.put(name, Set.copyOf(ips));
  }

  /** The API no longer has the pod: its connections are broken. */
  void gone(String name) {
    forget(name);
    farewells.forEach(farewell -> farewell.accept(name));
  }

  private synchronized void forget(String name) {
    ipsOfPods.remove(name);
  }

  /** All endpoints of all slices of a Service, ready or not; replaces what was known. */
  synchronized void endpoints(ServiceKind kind, List<Endpoint> all) {
    endpoints.put(kind, List.copyOf(all));
  }

  /** An address of the ClusterIP Service. */
  synchronized void clusterIp(String ip) {
    clusterIps.add(ip);
  }

  /** Calls back with the name of each pod that goes from now on, on the informer's thread. */
  void onGone(Consumer<String> farewell) {
    farewells.add(farewell);
  }

  /** Never of a pod, whatever a Service or DNS once said: that would send its calls to any pod. */
  synchronized boolean isClusterIp(String ip) {
    return clusterIps.contains(ip)
        && listed().noneMatch(each -> each.address().ip().equals(ip))
        && namesWith(ip).findAny().isEmpty();
  }

  /** The ready endpoints of a Service. */
  synchronized List<Endpoint> ready(ServiceKind kind) {
    return endpoints.getOrDefault(kind, List.of()).stream().filter(Endpoint::ready).toList();
  }

  /**
   * The endpoints that kube-proxy may use: the ready ones, and where there is none those that end
   * and still serve.
   *
   * @see <a
   *     href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/1669-proxy-terminating-endpoints">
   *     KEP-1669</a>
   */
  synchronized List<Endpoint> proxied(ServiceKind kind) {
    List<Endpoint> ready = ready(kind);
    return ready.isEmpty()
        ? endpoints.getOrDefault(kind, List.of()).stream().filter(Endpoint::draining).toList()
        : ready;
  }

  /** Whether the slices of the Service have been read, be they without an endpoint. */
  synchronized boolean knows(ServiceKind kind) {
    return endpoints.containsKey(kind);
  }

  /** Whether a pod is there to be called: it does not end, and is as ready as its Services ask. */
  synchronized boolean isToServe(String pod) {
    List<Endpoint> own = listed().filter(each -> each.pod().equals(pod)).toList();
    return own.isEmpty()
        ? !ipsOfPods.getOrDefault(pod, Set.of()).isEmpty()
        : own.stream().anyMatch(Endpoint::ready);
  }

  /** Whether some slice lists the address, ready or not. */
  synchronized boolean lists(Address address) {
    return listed().anyMatch(each -> each.address().equals(address));
  }

  /** The pod that has this IP, by the slices or by the pods' own word. */
  synchronized Optional<String> podAt(String ip) {
    return listed()
        .filter(each -> each.address().ip().equals(ip) && !each.pod().isEmpty())
        .max(Comparator.comparing(Endpoint::ready))
        .map(Endpoint::pod)
        .or(() -> namesWith(ip).findFirst());
  }

  private Stream<Endpoint> listed() {
    return endpoints.values().stream().flatMap(List::stream);
  }

  private Stream<String> namesWith(String ip) {
    return ipsOfPods.entrySet().stream()
        .filter(pod -> pod.getValue().contains(ip))
        .map(Map.Entry::getKey);
  }
}
