package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Event.Tone;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps who answered on connections that lead to no pod's address and that nobody tells about: a
 * real kube-proxy does not say to which pod it gives a connection, but the first answer does.
 */
final class Answerers {
  private Answerers() {}

  static Snapshot keep(Snapshot snapshot, LoadTick tick) {
    PodIndex known = PodIndex.of(snapshot);
    Snapshot next = snapshot;
    for (Map.Entry<Connection, String> answerer : tick.answerers().entrySet()) {
      if (!known.isPlaced(answerer.getKey())) {
        next = next.withClient(next.client().withAnswerer(answerer.getKey(), answerer.getValue()));
        next = tell(next, tick, known.named(answerer.getValue()));
      }
    }
    return next;
  }

  private static Snapshot tell(Snapshot snapshot, LoadTick tick, Optional<Pod> pod) {
    // A connection for each call would drown all other events.
    return pod.isEmpty() || snapshot.client().settings().load() instanceof Load.NewConnection
        ? snapshot
        : snapshot.withEvent(
            tick.at(),
            Tone.NEUTRAL,
            "ClusterIP gave the new connection to " + pod.get().shortName() + ", by its answer");
  }
}
