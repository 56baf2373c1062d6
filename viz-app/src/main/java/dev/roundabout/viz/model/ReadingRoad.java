package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a reading of channelz adds to the lanes: that a client began to connect. */
final class ReadingRoad {
  private ReadingRoad() {}

  static Propagation after(Propagation propagation, ChannelzSeen seen) {
    Propagation next = propagation;
    for (ChannelNode channel : seen.channels()) {
      Map<String, Reached> connecting = connecting(channel, seen.at());
      if (!connecting.isEmpty()) {
        next = next.lanes(lane -> connecting(lane, channel.client(), connecting));
      }
    }
    return next;
  }

  /** Only a subchannel with one address says which pod it connects to. */
  private static Map<String, Reached> connecting(ChannelNode channel, Instant at) {
    Map<String, Reached> found = new HashMap<>();
    for (Subchannel subchannel : channel.subchannels()) {
      if (subchannel.addresses().size() == 1) {
        connecting(subchannel, at)
            .ifPresent(reached -> found.put(subchannel.addresses().get(0).ip(), reached));
      }
    }
    return found;
  }

  private static Optional<Reached> connecting(Subchannel subchannel, Instant at) {
    String name = "subchannel " + subchannel.id();
    if (subchannel.connectingAt().isPresent()) {
      return subchannel
          .connectingAt()
          .map(traced -> new Reached(traced, Optional.empty(), name + " by its trace"));
    }
    return subchannel.state() == Connectivity.CONNECTING
        ? Optional.of(new Reached(at, Optional.empty(), name + " when it was read"))
        : Optional.empty();
  }

  private static PodLane connecting(PodLane lane, int client, Map<String, Reached> found) {
    if (lane.isGone() || !lane.has(client, Stage.RESOLVED)) {
      return lane;
    }
    return lane.ip()
        .flatMap(ip -> Optional.ofNullable(found.get(ip)))
        .filter(reached -> isOfThisLife(lane, reached))
        .map(reached -> lane.reach(client, Stage.CONNECTING, reached))
        .orElse(lane);
  }

  /** A subchannel may have tried the address when another pod had it. */
  private static boolean isOfThisLife(PodLane lane, Reached reached) {
    return lane.noted(Stage.STARTED, 0)
        .filter(started -> !reached.at().isBefore(started.at()))
        .isPresent();
  }
}
