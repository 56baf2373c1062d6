package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the resolved addresses: what the first client's resolver delivered, and what DNS and
 * the EndpointSlices have beyond it. A client that watches EndpointSlices asks no DNS, and so there
 * is no DNS that it could differ from; a ClusterIP stands in no EndpointSlice.
 *
 * @param pod the pod that has the address; empty for a ClusterIP or an address no pod has
 * @param since when the client was first told of it; empty where it was not
 * @param words the state of its subchannel, or what sets the client, DNS and EndpointSlices apart
 * @param where who has it, in words
 */
public record AddressRow(
    Address address,
    Optional<PodRow> pod,
    Optional<Instant> since,
    Kind kind,
    String words,
    String where) {

  /** How the line is drawn. */
  public enum Kind {
    READY,
    WAITING,
    FAILED,
    /** DNS answers it and the client does not hold it. */
    IN_DNS_ONLY,
    /** It is in an EndpointSlice, DNS does not answer it, and the client does not hold it. */
    IN_ENDPOINTS_ONLY,
    /** The client holds it, and where it came from no longer has it. */
    RESOLVED_ONLY
  }

  /** In the order of their pods, then those that no pod has. */
  public static List<AddressRow> of(Snapshot snapshot) {
    return new View(snapshot).rows();
  }

  /** Whether the first client is told by EndpointSlices. */
  public static boolean isWatching(Snapshot snapshot) {
    int client = snapshot.client().resolutions().keySet().stream().findFirst().orElse(1);
    return snapshot.client().settings().resolving().modeOf(client) == ResolverMode.WATCH_ENDPOINTS;
  }

  /** What a snapshot says about addresses, gathered once. */
  private static final class View {
    private final Snapshot snapshot;
    private final Map<String, PodRow> pods = new HashMap<>();
    private final int client;
    private final int clients;
    private final List<Address> held;
    private final Map<Address, Instant> since;
    private final boolean watching;
    private final Set<String> inDns;
    private final Set<String> inEndpoints;
    private final boolean withoutDns;
    private final String answerer;

    View(Snapshot snapshot) {
      this.snapshot = snapshot;
      for (PodRow row : PodRow.of(snapshot)) {
        row.pod().ip().ifPresent(ip -> pods.put(ip, row));
      }
      Optional<Resolution> resolution = snapshot.client().firstResolution();
      this.client = snapshot.client().resolutions().keySet().stream().findFirst().orElse(1);
      this.clients = snapshot.client().settings().clients();
      this.held = resolution.map(Resolution::addresses).orElse(List.of());
      this.since = resolution.map(Resolution::since).orElse(Map.of());
      ServiceKind service = snapshot.client().settings().service();
      this.watching = isWatching(snapshot) && service == ServiceKind.HEADLESS;
      ClusterState cluster = snapshot.cluster();
      this.inDns =
          new LinkedHashSet<>(
              watching ? List.of() : cluster.dns(service).map(DnsAnswer::ips).orElse(List.of()));
      this.withoutDns = cluster.withoutDns();
      this.answerer = withoutDns ? "EndpointSlice" : "DNS";
      this.inEndpoints = new LinkedHashSet<>();
      if (service == ServiceKind.HEADLESS) {
        cluster.endpoints(service).forEach(address -> inEndpoints.add(address.ip()));
      }
    }

    List<AddressRow> rows() {
      List<AddressRow> rows = new ArrayList<>(held.stream().map(this::heldRow).toList());
      Set<String> others = new LinkedHashSet<>(inDns);
      others.addAll(inEndpoints);
      held.forEach(address -> others.remove(address.ip()));
      others.forEach(ip -> rows.add(otherRow(ip)));
      rows.sort(
          Comparator.comparingInt(row -> row.pod().map(PodRow::place).orElse(Integer.MAX_VALUE)));
      return List.copyOf(rows);
    }

    private AddressRow heldRow(Address address) {
      Optional<PodRow> pod = Optional.ofNullable(pods.get(address.ip()));
      boolean leaving = pod.filter(row -> row.standing() == Standing.LEAVING).isPresent();
      if (!inDns.isEmpty() && !inDns.contains(address.ip())) {
        return row(address, pod, Kind.RESOLVED_ONLY, "no longer in " + answerer);
      }
      if (!leaving && !inEndpoints.isEmpty() && !inEndpoints.contains(address.ip())) {
        return row(address, pod, Kind.RESOLVED_ONLY, "not in EndpointSlice");
      }
      if (pod.isEmpty()) {
        Connectivity state = stateOf(address);
        return row(address, pod, kind(state), state.name());
      }
      if (pod.get().standing() == Standing.SERVING && clients > 1) {
        Connectivity own = stateOf(address);
        return row(address, pod, kind(own), own.name());
      }
      return row(address, pod, kind(pod.get().standing()), pod.get().words());
    }

    private AddressRow otherRow(String ip) {
      int port = snapshot.cluster().info().portOf(snapshot.client().settings().service());
      boolean dns = inDns.contains(ip);
      return row(
          new Address(ip, port),
          Optional.ofNullable(pods.get(ip)),
          dns ? Kind.IN_DNS_ONLY : Kind.IN_ENDPOINTS_ONLY,
          dns ? "in " + answerer + " only" : "in EndpointSlice only");
    }

    private AddressRow row(Address address, Optional<PodRow> pod, Kind kind, String words) {
      Optional<Instant> told = Optional.ofNullable(since.get(address));
      return new AddressRow(address, pod, told, kind, words, where(address.ip()));
    }

    private String where(String ip) {
      List<String> parts = new ArrayList<>();
      boolean isHeld = held.stream().anyMatch(address -> address.ip().equals(ip));
      parts.add(isHeld ? "the client has it" : "the client does not have it");
      parts.add(
          watching
              ? "it asks no DNS"
              : withoutDns
                  ? "DNS cannot be asked"
                  : inDns.contains(ip) ? "DNS answers it" : "DNS does not answer it");
      if (snapshot.client().settings().service() == ServiceKind.HEADLESS) {
        parts.add(inEndpoints.contains(ip) ? "in an EndpointSlice" : "in no EndpointSlice");
      }
      return String.join(", ", parts);
    }

    private Connectivity stateOf(Address address) {
      return snapshot.client().channels().stream()
          .filter(channel -> channel.client() == client)
          .flatMap(channel -> channel.subchannels().stream())
          .filter(subchannel -> subchannel.addresses().contains(address))
          .map(ChannelNode.Subchannel::state)
          .findFirst()
          .orElse(Connectivity.UNKNOWN);
    }

    private static Kind kind(Standing standing) {
      return switch (standing) {
        case SERVING -> Kind.READY;
        case TRANSIENT_FAILURE, FROZEN, LEAVING -> Kind.FAILED;
        default -> Kind.WAITING;
      };
    }

    private static Kind kind(Connectivity state) {
      return switch (state) {
        case READY -> Kind.READY;
        case TRANSIENT_FAILURE -> Kind.FAILED;
        default -> Kind.WAITING;
      };
    }
  }
}
