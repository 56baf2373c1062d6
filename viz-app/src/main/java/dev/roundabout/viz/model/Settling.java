package dev.roundabout.viz.model;

import dev.roundabout.viz.model.PodChange.Parts;
import dev.roundabout.viz.model.PodLane.Reached;
import dev.roundabout.viz.model.PodLane.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows from changed lanes: changes that are over, lanes that are too old, what matters. */
final class Settling {
  /** Facts that come late still count in so many sums that are over: one for each client. */
  private static final int RECENT = Settings.MAX_CLIENTS;

  /** A trace that has not told by then how the connection began does not tell it any more. */
  private static final Duration TRACED = Duration.ofSeconds(10);

  private Settling() {}

  static Propagation of(Propagation propagation, Snapshot now, Instant at) {
    Pending pending = propagation.pending();
    List<Wish> wishes = Wish.settled(pending.wishes(), now, at);
    Propagation next = bounded(propagation.with(pending.withWishes(wishes)), at);
    return caring(summed(next), now, at);
  }

  private static Propagation bounded(Propagation propagation, Instant at) {
    Instant horizon = at.minus(Propagation.KEPT);
    List<PodLane> lanes = propagation.lanes();
    int surplus = lanes.size() - Propagation.MAX_LANES;
    boolean old = lanes.stream().anyMatch(lane -> isOld(lane, horizon));
    if (surplus <= 0 && !old) {
      return propagation;
    }
    List<PodLane> next = new ArrayList<>(lanes);
    next.removeIf(lane -> isOld(lane, horizon));
    for (int i = 0; i < next.size() && next.size() > Propagation.MAX_LANES; ) {
      if (next.get(i).isGone()) {
        next.remove(i);
      } else {
        i++;
      }
    }
    return propagation.with(
        next.subList(Math.max(0, next.size() - Propagation.MAX_LANES), next.size()));
  }

  private static boolean isOld(PodLane lane, Instant horizon) {
    return lane.noted(Stage.GONE, 0).filter(gone -> gone.at().isBefore(horizon)).isPresent();
  }

  private static Propagation summed(Propagation propagation) {
    if (propagation.changes().isEmpty()) {
      return propagation;
    }
    List<PodChange> next = new ArrayList<>();
    boolean changed = propagation.changes().size() > Propagation.MAX_CHANGES;
    int recent = propagation.changes().size() - RECENT;
    for (PodChange change : propagation.changes()) {
      boolean settled = !change.isOpen() && next.size() < recent;
      PodChange after = settled ? change : after(propagation, change);
      changed |= after != change;
      next.add(after);
    }
    return changed
        ? propagation.withChanges(
            next.subList(Math.max(0, next.size() - Propagation.MAX_CHANGES), next.size()))
        : propagation;
  }

  private static PodChange after(Propagation propagation, PodChange change) {
    if (change.progress() == PodChange.Progress.GIVEN_UP) {
      return change;
    }
    Map<String, Long> lost = lost(propagation, change);
    if (change.effect() == PodChange.Effect.FREEZES) {
      return change.seen(change.pods(), lost);
    }
    List<PodLane> meant =
        propagation.lanesOf(change.number()).stream()
            .filter(lane -> isMeant(lane, change))
            .toList();
    List<String> names = meant.stream().map(PodLane::pod).distinct().toList();
    PodChange seen = change.seen(names.isEmpty() ? change.pods() : names, lost);
    if (isAwaited(propagation, change)) {
      return seen;
    }
    return change.brings() ? served(seen, meant) : left(seen, meant);
  }

  private static boolean isMeant(PodLane lane, PodChange change) {
    return (change.brings() ? lane.up() : lane.down()).orElse(0) == change.number();
  }

  private static Map<String, Long> lost(Propagation propagation, PodChange change) {
    Map<String, Long> sum = Map.of();
    for (PodLane lane : propagation.lanes()) {
      Map<String, Long> own = lane.lostBy(change.number());
      sum = own.isEmpty() ? sum : PodLane.sum(sum, own);
    }
    // Lanes that were forgotten took their losses with them.
    return sum.isEmpty() ? change.lost() : sum;
  }

  private static boolean isAwaited(Propagation propagation, PodChange change) {
    return propagation
        .pending()
        .wish(change.number())
        .filter(wish -> change.brings() ? wish.comes() > 0 : wish.goes() > 0)
        .isPresent();
  }

  private static PodChange served(PodChange change, List<PodLane> lanes) {
    int client = change.client();
    boolean waits =
        lanes.stream().anyMatch(lane -> !lane.isGone() && !lane.has(client, Stage.FIRST_REQUEST));
    if (waits || (lanes.isEmpty() && !change.isOpen())) {
      return change;
    }
    Optional<PodLane> last =
        lanes.stream()
            .filter(lane -> lane.has(client, Stage.FIRST_REQUEST))
            .max(Comparator.comparing(lane -> at(lane, Stage.FIRST_REQUEST, client)));
    if (last.isEmpty()) {
      return change.givenUp(
          lanes.isEmpty() ? "no new pod came of it" : "the new pods went before they served");
    }
    return change.done(partsUp(change, last.get()));
  }

  private static Instant at(PodLane lane, Stage stage, int client) {
    return at(lane, stage, client, Instant.EPOCH);
  }

  private static Instant at(PodLane lane, Stage stage, int client, Instant otherwise) {
    return lane.noted(stage, client).map(Reached::at).orElse(otherwise);
  }

  private static Parts partsUp(PodChange change, PodLane lane) {
    Instant kubernetes = change.asked();
    Instant dns = change.asked();
    Instant asking = change.asked();
    Instant end = change.asked();
    boolean withoutDns = false;
    for (Step step : lane.road(change.client())) {
      Instant at = step.reached().at().isAfter(end) ? step.reached().at() : end;
      if (step.stage().compareTo(Stage.FIRST_REQUEST) > 0) {
        break;
      }
      end = at;
      withoutDns |= step.reached().withoutDns();
      kubernetes = step.stage().compareTo(Stage.IN_ENDPOINTS) <= 0 ? at : kubernetes;
      dns = step.stage().compareTo(Stage.IN_DNS) <= 0 ? at : dns;
      // A list that had the address already was not waited for.
      boolean asked = step.reached().seen().equals(step.reached().at());
      asking = step.stage().compareTo(Stage.RESOLVED) <= 0 && asked ? at : asking;
    }
    return new Parts(
        Duration.between(change.asked(), end),
        Duration.between(change.asked(), kubernetes),
        Duration.between(kubernetes, dns),
        Duration.between(dns, asking),
        Duration.between(asking, end),
        withoutDns);
  }

  private static PodChange left(PodChange change, List<PodLane> lanes) {
    int client = change.client();
    boolean stays = lanes.stream().anyMatch(lane -> !lane.isGone() || lane.isConnected(client));
    if (stays || (lanes.isEmpty() && !change.isOpen())) {
      return change;
    }
    return lanes.stream()
        .max(Comparator.comparing(lane -> left(lane, change)))
        .map(lane -> change.done(partsDown(change, lane)))
        .orElseGet(() -> change.givenUp("no pod went with it"));
  }

  /** When its last connection ended; where it had none, when it was terminating. */
  private static Instant left(PodLane lane, PodChange change) {
    Instant terminating = terminating(lane);
    return lane.noted(Stage.DISCONNECTED, change.client())
        .map(Reached::at)
        .filter(terminating::isBefore)
        .orElse(terminating);
  }

  private static Instant terminating(PodLane lane) {
    return lane.has(Stage.TERMINATING) ? at(lane, Stage.TERMINATING, 0) : at(lane, Stage.GONE, 0);
  }

  private static Parts partsDown(PodChange change, PodLane lane) {
    Duration total = Duration.between(change.asked(), left(lane, change));
    Duration kubernetes = Duration.between(change.asked(), terminating(lane));
    return new Parts(total, kubernetes, Duration.ZERO, Duration.ZERO, total.minus(kubernetes));
  }

  private static Propagation caring(Propagation propagation, Snapshot now, Instant at) {
    boolean spreads = Waits.spreads(now.client().settings());
    boolean ticks = false;
    boolean readings = false;
    for (PodLane lane : propagation.lanes()) {
      if (lane.isGone()) {
        ticks |= !lane.open().isEmpty();
        continue;
      }
      ticks |= lane.isGoingDown();
      if (spreads && !lane.isGoingDown()) {
        for (int client : lane.clientsSeen()) {
          boolean shares = lane.has(client, Stage.FAIR_SHARE);
          ticks |= lane.has(client, Stage.FIRST_REQUEST) && !shares;
          readings |=
              lane.has(client, Stage.RESOLVED)
                  && !lane.has(client, Stage.CONNECTING)
                  && at(lane, Stage.CONNECTED, client, at).isAfter(at.minus(TRACED));
        }
      }
    }
    ticks |= !propagation.pending().ended().isEmpty();
    return propagation.with(propagation.pending().caring(ticks, readings));
  }
}
