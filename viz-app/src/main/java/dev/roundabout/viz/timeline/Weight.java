package dev.roundabout.viz.timeline;

import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.ClientState;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Traffic;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a kept snapshot takes in memory, beyond what it shares with the one before: an estimate, in
 * bytes, of 64-bit Java with compressed references.
 */
final class Weight {
  private static final long SELF = 200;
  private static final long REFERENCE = 4;
  private static final long ADDRESS = 80;
  private static final long SEAT = 150;
  private static final long POD_TRAFFIC = 300;
  private static final long PAIRS_POD = 120;
  private static final long SAMPLE = 80;
  private static final long CHANNEL = 150;
  private static final long SUBCHANNEL = 120;
  private static final long SOCKET = 50;
  private static final long EVENT = 150;
  private static final long LANE = 300;
  private static final long STAGE = 130;

  private Weight() {}

  static long of(Snapshot snapshot) {
    return of(snapshot, Snapshot.empty(snapshot.cluster().info(), snapshot.at()));
  }

  static long of(Snapshot snapshot, Snapshot before) {
    return SELF
        + of(snapshot.cluster(), before.cluster())
        + of(snapshot.client(), before.client())
        + (snapshot.traffic() == before.traffic() ? 0 : of(snapshot.traffic()))
        + ofNew(snapshot.events(), before.events()) * EVENT
        + of(snapshot.propagation(), before.propagation());
  }

  private static long of(ClusterState cluster, ClusterState before) {
    return cluster == before
        ? 0
        : SELF
            + cluster.seats().size() * REFERENCE
            + ofNew(cluster.seats(), before.seats()) * SEAT
            + cluster.endpoints().values().stream().mapToLong(List::size).sum() * REFERENCE;
  }

  private static long of(ClientState client, ClientState before) {
    if (client == before) {
      return 0;
    }
    long weight = SELF;
    for (Map.Entry<Integer, Resolution> entry : client.resolutions().entrySet()) {
      boolean same =
          before.resolution(entry.getKey()).filter(known -> known == entry.getValue()).isPresent();
      weight += same ? 64 : SELF + entry.getValue().addresses().size() * ADDRESS;
    }
    for (int i = 0; i < client.channels().size(); i++) {
      ChannelNode channel = client.channels().get(i);
      weight +=
          i < before.channels().size()
              ? of(channel, before.channels().get(i))
              : of(channel.subchannels(), List.of());
    }
    return weight;
  }

  private static long of(ChannelNode channel, ChannelNode before) {
    return channel == before ? 0 : of(channel.subchannels(), before.subchannels());
  }

  private static long of(List<Subchannel> subchannels, List<Subchannel> before) {
    long weight = CHANNEL + subchannels.size() * REFERENCE;
    for (int i = 0; i < subchannels.size(); i++) {
      Subchannel subchannel = subchannels.get(i);
      boolean known = i < before.size();
      if (!known || subchannel != before.get(i)) {
        weight += of(subchannel, known && subchannel.addresses() == before.get(i).addresses());
      }
    }
    return weight;
  }

  private static long of(Subchannel subchannel, boolean shared) {
    long own = shared ? 0 : subchannel.addresses().size() * ADDRESS + ADDRESS;
    List<Socket> sockets = subchannel.sockets();
    return SUBCHANNEL + own + sockets.size() * (SOCKET + (shared ? 0 : 2 * ADDRESS));
  }

  private static long of(Traffic traffic) {
    return SELF
        + traffic.pods().size() * POD_TRAFFIC
        + traffic.pairs().pods() * PAIRS_POD
        + traffic.sample().size() * SAMPLE;
  }

  private static long of(Propagation propagation, Propagation before) {
    long weight = 0;
    if (propagation.lanes() != before.lanes()) {
      Set<PodLane> known = identities(before.lanes());
      weight += propagation.lanes().size() * REFERENCE;
      for (PodLane lane : propagation.lanes()) {
        weight += known.contains(lane) ? 0 : of(lane);
      }
    }
    if (propagation.changes() != before.changes()) {
      weight += propagation.changes().size() * REFERENCE;
      weight += ofNew(propagation.changes(), before.changes()) * LANE;
    }
    if (propagation.marks() != before.marks()) {
      long more = Math.max(0, propagation.marks().size() - before.marks().size());
      weight += SELF + more * EVENT;
    }
    return weight;
  }

  private static long of(PodLane lane) {
    long stages = lane.cluster().size();
    for (Map<?, ?> reached : lane.clients().values()) {
      stages += reached.size();
    }
    return LANE + stages * STAGE + lane.open().size() * ADDRESS;
  }

  private static long ofNew(List<?> list, List<?> before) {
    if (list == before) {
      return 0;
    }
    Set<Object> known = identities(before);
    return list.stream().filter(item -> !known.contains(item)).count();
  }

  private static <T> Set<T> identities(List<? extends T> list) {
    Set<T> set = Collections.newSetFromMap(new IdentityHashMap<>(list.size() * 2));
    set.addAll(list);
    return set;
  }
}
