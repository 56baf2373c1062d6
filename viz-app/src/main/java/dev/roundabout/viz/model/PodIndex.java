package dev.roundabout.viz.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the pod at the far end of a connection, for one snapshot. */
final class PodIndex {
  private final Map<String, Pod> byIp = new HashMap<>();
  private final Map<Connection, Address> forwards;

  private PodIndex(Map<Connection, Address> forwards) {
    this.forwards = forwards;
  }

  static PodIndex of(Snapshot snapshot) {
    PodIndex index = new PodIndex(snapshot.client().forwards());
    for (Seat seat : snapshot.cluster().seats()) {
      seat.pod().ip().ifPresent(ip -> index.byIp.merge(ip, seat.pod(), PodIndex::living));
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

  Optional<Pod> behind(Connection connection) {
    Address pod = forwards.getOrDefault(connection, connection.remote());
    return at(pod.ip());
  }
}
