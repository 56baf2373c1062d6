package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ClusterFact.DeploymentSeen;
import dev.roundabout.viz.model.ClusterFact.DnsSeen;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.ClusterFact.Forwarded;
import dev.roundabout.viz.model.ClusterFact.PodGone;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What the facts of the cluster and its DNS add to the lanes. */
final class ClusterRoad {
  private ClusterRoad() {}

  static Propagation after(
      Propagation propagation, ClusterFact fact, Snapshot before, Snapshot now) {
    if (fact instanceof PodSeen seen) {
      Propagation next = thawed(PodRoad.after(propagation, seen, now), seen, before);
      return next == propagation ? next : ClientRoad.placed(present(next, now, seen.at()), now);
    }
    if (fact instanceof PodGone gone) {
      return thawed(PodRoad.gone(propagation, gone), gone.name(), gone.at());
    }
    if (fact instanceof DeploymentSeen seen) {
      return accepted(propagation, seen, before);
    }
    if (fact instanceof EndpointsSeen seen) {
      return seen.service() == now.client().settings().service()
          ? present(endpoints(propagation, seen), now, seen.at())
          : propagation;
    }
    if (fact instanceof DnsSeen seen) {
      return asksForPods(now) && seen.service() == ServiceKind.HEADLESS
          ? dns(propagation, seen, before)
          : propagation;
    }
    return fact instanceof Forwarded ? ClientRoad.placed(propagation, now) : propagation;
  }

  /** A pod that was frozen goes on, or its container died. */
  private static Propagation thawed(Propagation propagation, PodSeen seen, Snapshot before) {
    String name = seen.pod().name();
    boolean was = before.cluster().pod(name).filter(Pod::frozen).isPresent();
    boolean ended =
        seen.pod().phase() == Pod.Phase.BACK_OFF || seen.pod().phase() == Pod.Phase.FAILED;
    return ended || (was && !seen.pod().frozen())
        ? thawed(propagation, name, seen.at())
        : propagation;
  }

  private static Propagation thawed(Propagation propagation, String pod, Instant at) {
    return propagation.changes().stream().anyMatch(change -> change.thawed(pod, at) != change)
        ? propagation.withChanges(
            propagation.changes().stream().map(change -> change.thawed(pod, at)).toList())
        : propagation;
  }

  /** Whether the names that clients ask for are answered with addresses of pods. */
  static boolean asksForPods(Snapshot now) {
    return now.client().settings().service() == ServiceKind.HEADLESS;
  }

  private static Propagation accepted(
      Propagation propagation, DeploymentSeen seen, Snapshot before) {
    if (seen.desired() == before.cluster().desired()) {
      return propagation;
    }
    Optional<Wish> wish =
        propagation.pending().wishes().stream()
            .filter(each -> each.action() instanceof Action.Scale)
            .filter(each -> each.accepted().isEmpty() && each.to() == seen.desired())
            .findFirst();
    if (wish.isEmpty()) {
      return propagation;
    }
    OptionalInt number = OptionalInt.of(wish.get().number());
    Reached reached = accepted(seen.at(), wish.get());
    return propagation
        .with(propagation.pending().change(wish.get().accepted(seen.at())))
        .lanes(lane -> lane.up().equals(number) ? lane.reach(Stage.ACCEPTED, reached) : lane);
  }

  static Reached accepted(Instant at, Wish wish) {
    return new Reached(at, Optional.empty(), "the Deployment asks for " + wish.to());
  }

  private static Propagation endpoints(Propagation propagation, EndpointsSeen seen) {
    Set<String> ips = ips(seen.ready().stream().map(Address::ip).toList());
    Reached in = new Reached(seen.at(), seen.apiAt(), "an EndpointSlice lists it as ready");
    Reached out = new Reached(seen.at(), seen.apiAt(), "no EndpointSlice lists it as ready");
    return propagation.lanes(
        lane ->
            lane.ip().isEmpty()
                ? lane
                : listed(
                    lane,
                    ips.contains(lane.ip().get()),
                    new Crossing(Stage.IN_ENDPOINTS, in, Stage.OUT_OF_ENDPOINTS, out)));
  }

  private static Propagation dns(Propagation propagation, DnsSeen seen, Snapshot before) {
    Set<String> ips = ips(seen.answer().ips());
    Set<String> earlier =
        before.cluster().dns(seen.service()).map(answer -> ips(answer.ips())).orElse(Set.of());
    boolean standIn = seen.answer().standIn();
    String by = standIn ? "answered by " : "DNS answers it: ";
    Reached in = reached(seen, by + seen.answer().source());
    Reached out = reached(seen, (standIn ? "no EndpointSlice" : "DNS no longer") + " answers it");
    Crossing crossing = new Crossing(Stage.IN_DNS, in, Stage.OUT_OF_DNS, out);
    return propagation.lanes(
        lane -> {
          if (lane.ip().isEmpty()) {
            return lane;
          }
          boolean listed = ips.contains(lane.ip().get());
          boolean stale =
              listed && earlier.contains(lane.ip().get()) && !lane.has(Stage.IN_ENDPOINTS);
          return stale ? lane : listed(lane, listed, crossing);
        });
  }

  private static Reached reached(DnsSeen seen, String how) {
    return new Reached(seen.at(), Optional.empty(), how).withoutDns(seen.answer().standIn());
  }

  /** A stage that is reached by being in a list, and the one that is reached by leaving it. */
  private record Crossing(Stage in, Reached entered, Stage out, Reached left) {}

  private static PodLane listed(PodLane lane, boolean listed, Crossing crossing) {
    if (!listed) {
      return lane.has(crossing.in()) ? lane.reach(crossing.out(), crossing.left()) : lane;
    }
    return lane.isGone()
        ? lane
        : lane.reach(crossing.in(), crossing.entered()).forget(crossing.out());
  }

  /**
   * What had the pod's address before the pod was there, or before it was known: DNS, and the lists
   * of clients, where the address was in use before.
   */
  static Propagation present(Propagation propagation, Snapshot now, Instant at) {
    return propagation.lanes(lane -> lane.isGone() ? lane : present(lane, now, at));
  }

  private static PodLane present(PodLane lane, Snapshot now, Instant at) {
    Optional<String> ip = lane.ip();
    if (ip.isEmpty()) {
      return lane;
    }
    PodLane next = lane;
    Collection<Address> endpoints = now.cluster().endpoints(now.client().settings().service());
    boolean listed = endpoints.stream().anyMatch(address -> address.ip().equals(ip.get()));
    if (lane.has(Stage.READY) && listed) {
      next = next.reach(Stage.IN_ENDPOINTS, already(at, "the EndpointSlice lists it"));
    }
    if (!next.has(Stage.IN_ENDPOINTS) || !asksForPods(now)) {
      return next;
    }
    boolean answered =
        now.cluster()
            .dns(ServiceKind.HEADLESS)
            .filter(answer -> answer.ips().contains(ip.get()))
            .isPresent();
    if (answered) {
      Reached already = already(at, "DNS answered it already");
      next = next.reach(Stage.IN_DNS, already.withoutDns(now.cluster().withoutDns()));
    }
    List<Integer> holders = new ArrayList<>();
    now.client()
        .resolutions()
        .forEach(
            (client, resolution) -> {
              if (ClientRoad.holds(resolution, ip.get())) {
                holders.add(client);
              }
            });
    for (int client : holders) {
      next = next.reach(client, Stage.RESOLVED, already(at, "the client's list had it already"));
    }
    return next;
  }

  private static Reached already(Instant at, String how) {
    return new Reached(at, Optional.empty(), how);
  }

  private static Set<String> ips(Collection<String> list) {
    return list.stream().collect(Collectors.toSet());
  }
}
