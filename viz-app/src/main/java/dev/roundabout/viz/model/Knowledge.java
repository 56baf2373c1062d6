package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one client, or all of them together, know of the pods and are connected to. */
final class Knowledge {
  private final ServiceKind service;
  private final Map<String, Connectivity> single = new HashMap<>();
  private final Map<String, Set<Integer>> connected = new HashMap<>();
  private final Set<String> resolved = new HashSet<>();
  private final Set<String> inDns;

  private Knowledge(Snapshot snapshot) {
    this.service = snapshot.client().settings().service();
    this.inDns =
        snapshot.cluster().dns(service).map(answer -> Set.copyOf(answer.ips())).orElse(Set.of());
  }

  static Knowledge ofAll(Snapshot snapshot) {
    return of(
        snapshot,
        PodIndex.of(snapshot),
        snapshot.client().channels(),
        snapshot.client().resolutions().values());
  }

  /**
   * Of some channels and what their resolvers delivered.
   *
   * @param index of the snapshot
   */
  static Knowledge of(
      Snapshot snapshot,
      PodIndex index,
      List<ChannelNode> channels,
      Collection<Resolution> resolutions) {
    Knowledge knowledge = new Knowledge(snapshot);
    for (ChannelNode channel : channels) {
      int client = channel.client();
      channel.subchannels().forEach(subchannel -> knowledge.gather(client, subchannel, index));
    }
    resolutions.stream()
        .flatMap(resolution -> resolution.addresses().stream())
        .forEach(address -> knowledge.resolved.add(address.ip()));
    return knowledge;
  }

  private void gather(int client, Subchannel subchannel, PodIndex index) {
    if (subchannel.state() == Connectivity.READY) {
      subchannel
          .connected()
          .flatMap(index::behind)
          .ifPresent(
              pod -> connected.computeIfAbsent(pod.name(), n -> new TreeSet<>()).add(client));
    }
    if (subchannel.addresses().size() == 1) {
      single.merge(
          subchannel.addresses().get(0).ip(),
          subchannel.state(),
          (one, other) -> one == Connectivity.READY ? one : other);
    }
  }

  /** Whether the resolver delivered the pod's address. */
  boolean has(Pod pod) {
    return pod.ip().filter(resolved::contains).isPresent();
  }

  /** The clients that have a READY connection to the pod, ascending. */
  Set<Integer> connectedTo(Pod pod) {
    return connected.getOrDefault(pod.name(), Set.of());
  }

  Standing standing(Pod pod) {
    return switch (pod.phase()) {
      case PENDING, CREATING, STARTING, BACK_OFF, IMAGE_PULL, FAILED -> Standing.NOT_READY;
      case TERMINATING, GONE -> Standing.LEAVING;
      case READY -> pod.frozen() ? Standing.FROZEN : standingOfReady(pod);
    };
  }

  private Standing standingOfReady(Pod pod) {
    if (connected.containsKey(pod.name())) {
      return Standing.SERVING;
    }
    if (service == ServiceKind.CLUSTER_IP) {
      return Standing.NOT_CHOSEN;
    }
    String ip = pod.ip().orElse("");
    if (!resolved.contains(ip)) {
      return inDns.contains(ip) ? Standing.NOT_RESOLVED : Standing.NOT_IN_DNS;
    }
    return switch (single.getOrDefault(ip, Connectivity.UNKNOWN)) {
      case CONNECTING, READY -> Standing.CONNECTING;
      case TRANSIENT_FAILURE -> Standing.TRANSIENT_FAILURE;
      case IDLE -> Standing.IDLE;
      case UNKNOWN, SHUTDOWN -> Standing.NOT_CHOSEN;
    };
  }
}
