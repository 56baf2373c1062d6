package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Attempts per pod from channelz, which forgets a subchannel's counts five seconds after its
 * removal and does not split them by connection.
 *
 * <p>A subchannel's growth between two readings goes to the pod it is connected to. Where it got
 * another connection in between, the new connection's own count goes to the new pod and the rest to
 * the one before. Growth without a known pod waits until one is known.
 *
 * @param byPod attempts by pod name
 * @param seen the newest reading of each living subchannel, by id
 */
public record Attempts(Map<String, Long> byPod, Map<Long, Seen> seen) {
  static final Attempts NONE = new Attempts(Map.of(), Map.of());

  /**
   * @param started attempts that have been given to a pod
   * @param socket channelz's number of the connection; 0 where there was none
   * @param pod name of the pod it led to; empty where there was none
   */
  record Seen(long started, long socket, String pod) {
    static final Seen NOTHING = new Seen(0, 0, "");
  }

  Attempts after(ChannelzSeen reading, PodIndex pods) {
    Map<String, Long> sums = new HashMap<>(byPod);
    Map<Long, Seen> next = new HashMap<>();
    for (ChannelNode channel : reading.channels()) {
      for (Subchannel subchannel : channel.subchannels()) {
        Seen before = seen.getOrDefault(subchannel.id(), Seen.NOTHING);
        next.put(subchannel.id(), account(subchannel, before, pods, sums));
      }
    }
    return new Attempts(sums, next);
  }

  private static Seen account(
      Subchannel subchannel, Seen before, PodIndex pods, Map<String, Long> sums) {
    long growth = subchannel.calls().started() - before.started();
    Optional<Socket> socket = newest(subchannel);
    String pod = podOf(subchannel, socket, pods).orElse(before.pod());
    if (pod.isEmpty()) {
      return before;
    }
    long socketId = socket.map(Socket::id).orElse(before.socket());
    boolean moved = !before.pod().isEmpty() && socketId != before.socket();
    long toNew = moved ? Math.min(growth, socket.map(Socket::streams).orElse(0L)) : growth;
    add(sums, pod, toNew);
    add(sums, before.pod(), growth - toNew);
    return new Seen(subchannel.calls().started(), socketId, pod);
  }

  private static void add(Map<String, Long> sums, String pod, long count) {
    if (count > 0) {
      sums.merge(pod, count, Long::sum);
    }
  }

  private static Optional<Socket> newest(Subchannel subchannel) {
    return subchannel.sockets().isEmpty()
        ? Optional.empty()
        : Optional.of(subchannel.sockets().get(subchannel.sockets().size() - 1));
  }

  private static Optional<String> podOf(
      Subchannel subchannel, Optional<Socket> socket, PodIndex pods) {
    Optional<Pod> connected = socket.flatMap(s -> pods.behind(s.connection()));
    if (connected.isPresent() || socket.isPresent() || subchannel.addresses().size() != 1) {
      return connected.map(Pod::name);
    }
    return pods.at(subchannel.addresses().get(0).ip()).map(Pod::name);
  }
}
