package dev.roundabout.viz.model;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
    private final Knowledge knowledge;
    private final CountedSpan span;
    private final double requests;

    View(Snapshot snapshot) {
      this.snapshot = snapshot;
      this.knowledge = Knowledge.ofAll(snapshot);
      this.span = CountedSpan.of(snapshot);
      this.requests = span.total();
    }

    PodRow row(Seat seat) {
      Pod pod = seat.pod();
      PodTraffic traffic = snapshot.traffic().pod(pod.name());
      Standing standing = knowledge.standing(pod);
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

    private String words(Standing standing, Pod pod) {
      return switch (standing) {
        case NOT_READY, LEAVING -> pod.phase().words();
        case NOT_IN_DNS ->
            snapshot.cluster().withoutDns() ? "ready, not in EndpointSlice" : "ready, not in DNS";
        case NOT_RESOLVED -> unknown();
        case NOT_CHOSEN ->
            snapshot.client().settings().service() == ServiceKind.CLUSTER_IP
                ? "ClusterIP chose another"
                : "resolved, not used";
        case IDLE -> "IDLE";
        case CONNECTING -> "CONNECTING";
        case TRANSIENT_FAILURE -> "TRANSIENT_FAILURE";
        case FROZEN -> "frozen, answers nothing";
        case SERVING -> ready(knowledge.connectedTo(pod));
      };
    }

    /** Nobody knows it: a client that does would stand elsewhere. */
    private String unknown() {
      Settings settings = snapshot.client().settings();
      boolean told =
          IntStream.rangeClosed(1, settings.clients())
              .mapToObj(settings.resolving()::modeOf)
              .allMatch(mode -> mode == ResolverMode.WATCH_ENDPOINTS);
      if (settings.clients() == 1) {
        return told ? "client is not told yet" : "client has not asked";
      }
      return told ? "no client is told yet" : "no client has asked";
    }

    /** Says which client, where others have no connection to it. */
    private String ready(Set<Integer> by) {
      int clients = snapshot.client().settings().clients();
      if (by.size() >= clients) {
        return "READY";
      }
      return by.size() == 1
          ? "READY, client " + by.iterator().next()
          : "READY, " + by.size() + " of " + clients + " clients";
    }
  }
}
