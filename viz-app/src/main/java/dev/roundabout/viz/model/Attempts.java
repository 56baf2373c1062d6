package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Attempts per pod from channelz, which forgets a subchannel's counts when the subchannel goes, and
 * does not split them by connection.
 *
 * <p>What a subchannel counts goes to the pod that its newest connection leads to, but for what was
 * counted before that connection: see {@link Seen}. Attempts on a connection whose pod is not known
 * yet, because the news of it comes later, wait for it, also when they are gone by then.
 *
 * @param byPod attempts by pod name
 * @param settled the part of them that no reading changes any more, less the streams that are no
 *     requests
 * @param seen the newest reading of each living subchannel, by id
 * @param unplaced attempts of subchannels that are gone, less the streams that are no requests, on
 *     connections whose pod is not known yet
 */
public record Attempts(
    Map<String, Long> byPod,
    Map<String, Long> settled,
    Map<Long, Seen> seen,
    Map<Connection, Long> unplaced) {
  static final Attempts NONE = new Attempts(Map.of(), Map.of(), Map.of(), Map.of());

  /** More connections than that lead nowhere only where something is wrong. */
  private static final int MAX_UNPLACED = 256;

  Attempts after(ChannelzSeen reading, PodIndex pods) {
    Map<String, Long> nextSettled = new HashMap<>(settled);
    Map<Long, Seen> next = new HashMap<>();
    for (ChannelNode channel : reading.channels()) {
      for (Subchannel subchannel : channel.subchannels()) {
        Seen before = seen.getOrDefault(subchannel.id(), Seen.NOTHING);
        next.put(subchannel.id(), before.after(subchannel, pods, nextSettled));
      }
    }
    Map<Long, Seen> gone = new HashMap<>(seen);
    for (Subchannel last : reading.ended()) {
      Seen before = seen.getOrDefault(last.id(), Seen.NOTHING);
      gone.put(last.id(), before.after(last, pods, nextSettled));
    }
    gone.keySet().removeAll(next.keySet());
    Map<Connection, Long> waiting = new HashMap<>(unplaced);
    gone.values().forEach(last -> last.leave(nextSettled, waiting));
    return of(nextSettled, next, waiting);
  }

  /**
   * Without streams that are no requests but were counted as such, now or in the next reading; the
   * same object where there are none.
   */
  Attempts less(Map<Connection, Long> streams, PodIndex pods) {
    if (streams.isEmpty() && unplaced.isEmpty()) {
      return this;
    }
    Map<Connection, Long> rest = new HashMap<>(unplaced);
    streams.forEach((connection, count) -> rest.merge(connection, -count, Long::sum));
    Map<String, Long> nextSettled = new HashMap<>(settled);
    rest.entrySet()
        .removeIf(
            stream -> {
              Optional<Pod> pod = pods.behind(stream.getKey());
              pod.ifPresent(found -> nextSettled.merge(found.name(), stream.getValue(), Long::sum));
              return pod.isPresent();
            });
    return of(nextSettled, seen, rest);
  }

  private static Attempts of(
      Map<String, Long> settled, Map<Long, Seen> seen, Map<Connection, Long> unplaced) {
    Map<String, Long> sums = new HashMap<>(settled);
    seen.values().forEach(subchannel -> subchannel.addTo(sums));
    sums.replaceAll((pod, count) -> Math.max(0, count));
    if (unplaced.size() > MAX_UNPLACED) {
      unplaced.keySet().retainAll(unplaced.keySet().stream().limit(MAX_UNPLACED).toList());
    }
    return new Attempts(sums, settled, seen, unplaced);
  }

  /**
   * A subchannel's attempts, cut in three: up to {@code settled} they are in the books for good,
   * from there to {@code moved} they went to the previous connection, and the rest to the newest.
   *
   * <p>Nobody counts the attempts at the moment the connection changed, so {@code moved} is an
   * upper bound that each reading can lower: all attempts less the streams of the newest
   * connection, which are read before them. It is exact as soon as one reading finds the connection
   * at rest.
   *
   * @param socket channelz's number of the newest connection; 0 before the first
   * @param connection the newest; empty before the first
   * @param pod where it leads; empty while that is not known
   * @param previous where the one before it led; empty where there was none
   */
  record Seen(
      long settled,
      long moved,
      long started,
      long socket,
      Optional<Connection> connection,
      String pod,
      String previous) {
    static final Seen NOTHING = new Seen(0, 0, 0, 0, Optional.empty(), "", "");

    Seen after(Subchannel subchannel, PodIndex pods, Map<String, Long> books) {
      long count = subchannel.calls().started();
      Optional<Socket> newest = newest(subchannel);
      Seen next =
          newest.filter(found -> found.id() != socket).isPresent()
              ? onNewSocket(newest.get(), count, books)
              : new Seen(settled, moved, count, socket, connection, pod, previous);
      return next.bounded(newest).named(subchannel, newest, pods);
    }

    /** The attempts that may have gone to either connection count for the one before, at first. */
    private Seen onNewSocket(Socket next, long count, Map<String, Long> books) {
      Optional<Connection> to = Optional.of(next.connection());
      if (pod.isEmpty()) {
        long before = previous.isEmpty() ? settled : count;
        return new Seen(settled, before, count, next.id(), to, "", previous);
      }
      addTo(books);
      return new Seen(started, count, count, next.id(), to, "", pod);
    }

    private Seen bounded(Optional<Socket> newest) {
      long bound = started - newest.map(Socket::streams).orElse(0L);
      long before = Math.max(settled, Math.min(moved, bound));
      return new Seen(settled, before, started, socket, connection, pod, previous);
    }

    private Seen named(Subchannel subchannel, Optional<Socket> newest, PodIndex pods) {
      if (!pod.isEmpty()) {
        return this;
      }
      Optional<Pod> found =
          newest.isEmpty() && subchannel.addresses().size() == 1
              ? pods.at(subchannel.addresses().get(0).ip())
              : newest.flatMap(connected -> pods.behind(connected.connection()));
      String name = found.map(Pod::name).orElse("");
      return new Seen(settled, moved, started, socket, connection, name, previous);
    }

    /** It is gone; what went to a connection whose pod is not known yet waits for the news. */
    void leave(Map<String, Long> books, Map<Connection, Long> waiting) {
      addTo(books);
      if (pod.isEmpty() && started > moved) {
        connection.ifPresent(to -> waiting.merge(to, started - moved, Long::sum));
      }
    }

    void addTo(Map<String, Long> sums) {
      add(sums, previous, moved - settled);
      add(sums, pod, started - moved);
    }

    private static void add(Map<String, Long> sums, String pod, long count) {
      if (count > 0 && !pod.isEmpty()) {
        sums.merge(pod, count, Long::sum);
      }
    }

    private static Optional<Socket> newest(Subchannel subchannel) {
      return subchannel.sockets().isEmpty()
          ? Optional.empty()
          : Optional.of(subchannel.sockets().get(subchannel.sockets().size() - 1));
    }
  }
}
