package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Conditions that steps wait for. */
final class Worlds {
  private Worlds() {}

  /** So many pods are ready and in DNS, and no other is left. */
  static boolean pods(Snapshot now, int count) {
    List<Pod> ready = ready(now);
    return now.cluster().desired() == count
        && ready.size() == count
        && living(now) == count
        && inDns(now, ready);
  }

  /** As {@link #pods}, and the client has a READY connection to each. */
  static boolean serving(Snapshot now, int count) {
    return pods(now, count)
        && PodRow.of(now).stream().filter(row -> row.standing() == Standing.SERVING).count()
            == count;
  }

  /** As {@link #serving}, and every client has a READY connection of its own to each. */
  static boolean servingAll(Snapshot now, int clients, int count) {
    long warm =
        now.client().channels().stream()
            .filter(channel -> isWarm(channel, count))
            .map(ChannelNode::client)
            .distinct()
            .count();
    return serving(now, count) && warm == clients;
  }

  private static boolean isWarm(ChannelNode channel, int count) {
    return channel.subchannels().stream()
            .filter(subchannel -> subchannel.state() == Connectivity.READY)
            .count()
        == count;
  }

  /** The calls of a burst have ended, and channelz has counted all that reached a pod. */
  static BiPredicate<Snapshot, Snapshot> ended(int calls) {
    return (before, now) -> {
      long ended = Evidence.ended(now) - Evidence.ended(before);
      long counted = now.traffic().attemptsTotal() - before.traffic().attemptsTotal();
      return ended >= calls
          && now.traffic().ledger().inFlight() == 0
          && counted >= calls - Evidence.failed(before, now);
    };
  }

  /** Nothing was sent for a second, so that every witness has counted all calls. */
  static boolean quiet(Snapshot now) {
    return now.traffic().ledger().inFlight() == 0 && now.traffic().perSecond() == 0;
  }

  /** None of the pods of before is ready any more. */
  static boolean allNew(Snapshot before, Snapshot now) {
    return Collections.disjoint(names(before), names(now));
  }

  static Set<String> names(Snapshot now) {
    return ready(now).stream().map(Pod::name).collect(Collectors.toSet());
  }

  static List<Pod> ready(Snapshot now) {
    return now.cluster().seats().stream().map(Seat::pod).filter(Pod::isReady).toList();
  }

  private static long living(Snapshot now) {
    return now.cluster().seats().stream()
        .filter(seat -> seat.pod().phase() != Pod.Phase.GONE)
        .count();
  }

  private static boolean inDns(Snapshot now, List<Pod> ready) {
    Set<String> ips = ready.stream().flatMap(pod -> pod.ip().stream()).collect(Collectors.toSet());
    return now.cluster()
        .dns(ServiceKind.HEADLESS)
        .map(answer -> Set.copyOf(answer.ips()).equals(ips))
        .orElse(false);
  }
}
