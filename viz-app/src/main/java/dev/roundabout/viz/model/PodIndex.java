package dev.roundabout.viz.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the pod at the far end of a connection, for one snapshot. */
final class PodIndex {
  private final Map<String, Pod> byIp = new HashMap<>();
  private final Map<String, Pod> byName = new HashMap<>();
  private final Map<Connection, Address> forwards;
  private final Map<Connection, String> answerers;

  private PodIndex(ClientState client) {
    this.forwards = client.forwards();
    this.answerers = client.answerers();
  }

  static PodIndex of(Snapshot snapshot) {
    PodIndex index = new PodIndex(snapshot.client());
    for (Seat seat : snapshot.cluster().seats()) {
      seat.pod().ip().ifPresent(ip -> index.byIp.merge(ip, seat.pod(), PodIndex::living));
      index.byName.put(seat.pod().name(), seat.pod());
    }
    return index;
  }

  /** Where an IP was used again, the pod that is not gone. */
  private static Pod living(Pod one, Pod other) {
    return one.phase() == Pod.Phase.GONE ? other : one;
  }

  Optional<Pod> at(String ip) {
    return Optional.ofNullable(byIp.get(ip));
  }

  /** By where it leads, or else by who answered on it. */
  Optional<Pod> behind(Connection connection) {
    Address pod = forwards.getOrDefault(connection, connection.remote());
    return at(pod.ip())
        .or(() -> Optional.ofNullable(answerers.get(connection)).flatMap(this::named));
  }

  Optional<Pod> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether it is known where a connection leads, without its answers. */
  boolean isPlaced(Connection connection) {
    return forwards.containsKey(connection) || byIp.containsKey(connection.remote().ip());
  }
}
