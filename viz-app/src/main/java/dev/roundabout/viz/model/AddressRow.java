package dev.roundabout.viz.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the resolved addresses: what the first client's resolver delivered, and what DNS
 * answers beyond it.
 *
 * @param pod the pod that has the address; empty for a ClusterIP or an address no pod has
 * @param words the state of its subchannel, or what sets the client and DNS apart
 */
public record AddressRow(Address address, Optional<PodRow> pod, Kind kind, String words) {

  /** How the line is drawn. */
  public enum Kind {
    READY,
    WAITING,
    FAILED,
    /** DNS answers it and the client does not hold it. */
    IN_DNS_ONLY,
    /** The client holds it and DNS no longer answers it. */
    RESOLVED_ONLY
  }

  /** The client's addresses in its own order, then those that only DNS has. */
  public static List<AddressRow> of(Snapshot snapshot) {
    Map<String, PodRow> pods = new HashMap<>();
    for (PodRow row : PodRow.of(snapshot)) {
      row.pod().ip().ifPresent(ip -> pods.put(ip, row));
    }
    List<Address> held =
        snapshot.client().firstResolution().map(Resolution::addresses).orElse(List.of());
    List<String> answered =
        snapshot
            .cluster()
            .dns(snapshot.client().settings().service())
            .map(DnsAnswer::ips)
            .orElse(List.of());
    Set<String> inDns = Set.copyOf(answered);
    List<AddressRow> rows = new ArrayList<>();
    for (Address address : held) {
      Optional<PodRow> pod = Optional.ofNullable(pods.get(address.ip()));
      rows.add(
          inDns.isEmpty() || inDns.contains(address.ip())
              ? heldRow(snapshot, address, pod)
              : new AddressRow(address, pod, Kind.RESOLVED_ONLY, "no longer in DNS"));
    }
    Set<String> known = new HashSet<>();
    held.forEach(address -> known.add(address.ip()));
    int port = snapshot.cluster().info().portOf(snapshot.client().settings().service());
    answered.stream()
        .filter(ip -> !known.contains(ip))
        .forEach(
            ip ->
                rows.add(
                    new AddressRow(
                        new Address(ip, port),
                        Optional.ofNullable(pods.get(ip)),
                        Kind.IN_DNS_ONLY,
                        "in DNS only")));
    return List.copyOf(rows);
  }

  private static AddressRow heldRow(Snapshot snapshot, Address address, Optional<PodRow> pod) {
    if (pod.isEmpty()) {
      Connectivity state = stateOf(snapshot, address);
      return new AddressRow(address, pod, kind(state), state.name());
    }
    PodRow row = pod.get();
    Kind kind =
        switch (row.standing()) {
          case SERVING -> Kind.READY;
          case TRANSIENT_FAILURE, LEAVING -> Kind.FAILED;
          default -> Kind.WAITING;
        };
    return new AddressRow(address, pod, kind, row.words());
  }

  private static Kind kind(Connectivity state) {
    return switch (state) {
      case READY -> Kind.READY;
      case TRANSIENT_FAILURE -> Kind.FAILED;
      default -> Kind.WAITING;
    };
  }

  private static Connectivity stateOf(Snapshot snapshot, Address address) {
    return snapshot.client().channels().stream()
        .flatMap(channel -> channel.subchannels().stream())
        .filter(subchannel -> subchannel.addresses().contains(address))
        .map(ChannelNode.Subchannel::state)
        .findFirst()
        .orElse(Connectivity.UNKNOWN);
  }
}
