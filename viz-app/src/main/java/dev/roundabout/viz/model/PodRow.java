package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One pod as every panel shows it.
 *
 * @param place gives colour and position
 * @param words its standing in words
 * @param share of the requests of the {@link CountedSpan} that is shown, 0 to 1
 * @param perSecond requests in the last second, by channelz
 * @param count requests in the span, by channelz; a rate where it covers a second
 * @param total all its requests, by channelz
 * @param streams server-streaming calls that are open to it, over all clients
 */
public record PodRow(
    Pod pod,
    int place,
    Standing standing,
    String words,
    double share,
    double perSecond,
    double count,
    long total,
    int streams) {

  /** A row for every pod, by place. */
  public static List<PodRow> of(Snapshot snapshot) {
    View view = new View(snapshot);
    return snapshot.cluster().seats().stream().map(view::row).toList();
  }

  /** What a snapshot says about every pod, gathered once. */
  private static final class View {
    private final Snapshot snapshot;
    private final Map<String, Connectivity> single = new HashMap<>();
    private final Set<String> connected = new HashSet<>();
    private final Set<String> resolved = new HashSet<>();
    private final Set<String> inDns;
    private final CountedSpan span;
    private final double requests;

    View(Snapshot snapshot) {
      this.snapshot = snapshot;
      PodIndex index = PodIndex.of(snapshot);
      for (ChannelNode channel : snapshot.client().channels()) {
        channel.subchannels().forEach(subchannel -> gather(subchannel, index));
      }
      snapshot.client().resolutions().values().stream()
          .flatMap(resolution -> resolution.addresses().stream())
          .forEach(address -> resolved.add(address.ip()));
      this.inDns =
          snapshot
              .cluster()
              .dns(snapshot.client().settings().service())
              .map(answer -> Set.copyOf(answer.ips()))
              .orElse(Set.of());
      this.span = CountedSpan.of(snapshot);
      this.requests = span.total();
    }

    private void gather(Subchannel subchannel, PodIndex index) {
      if (subchannel.state() == Connectivity.READY) {
        subchannel.connected().flatMap(index::behind).ifPresent(pod -> connected.add(pod.name()));
      }
      if (subchannel.addresses().size() == 1) {
        single.merge(
            subchannel.addresses().get(0).ip(),
            subchannel.state(),
            (one, other) -> one == Connectivity.READY ? one : other);
      }
    }

    PodRow row(Seat seat) {
      Pod pod = seat.pod();
      PodTraffic traffic = snapshot.traffic().pod(pod.name());
      Standing standing = standing(pod);
      double count = span.requests(pod.name());
      return new PodRow(
          pod,
          seat.place(),
          standing,
          words(standing, pod),
          requests > 0 ? count / requests : 0,
          traffic.perSecond(),
          count,
          traffic.attempts(),
          streams(pod));
    }

    private int streams(Pod pod) {
      return snapshot.client().streams().values().stream()
          .mapToInt(open -> open.getOrDefault(pod.name(), 0))
          .sum();
    }

    private Standing standing(Pod pod) {
      return switch (pod.phase()) {
        case PENDING, CREATING, STARTING, BACK_OFF, IMAGE_PULL, FAILED -> Standing.NOT_READY;
        case TERMINATING, GONE -> Standing.LEAVING;
        case READY -> pod.frozen() ? Standing.FROZEN : standingOfReady(pod);
      };
    }

    private Standing standingOfReady(Pod pod) {
      if (connected.contains(pod.name())) {
        return Standing.SERVING;
      }
      if (snapshot.client().settings().service() == ServiceKind.CLUSTER_IP) {
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

    private String words(Standing standing, Pod pod) {
      return switch (standing) {
        case NOT_READY, LEAVING -> pod.phase().words();
        case NOT_IN_DNS -> "ready, not in DNS";
        case NOT_RESOLVED -> "in DNS, not resolved";
        case NOT_CHOSEN ->
            snapshot.client().settings().service() == ServiceKind.CLUSTER_IP
                ? "ClusterIP chose another"
                : "resolved, not used";
        case IDLE -> "IDLE";
        case CONNECTING -> "CONNECTING";
        case TRANSIENT_FAILURE -> "TRANSIENT_FAILURE";
        case FROZEN -> "frozen, answers nothing";
        case SERVING -> "READY";
      };
    }
  }
}
