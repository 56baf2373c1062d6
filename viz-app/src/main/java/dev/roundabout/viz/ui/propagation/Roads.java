package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodLane.Step;
import dev.roundabout.viz.model.PodLane.Wait;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.model.Waits;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of the timeline, told from a snapshot. */
final class Roads {
  private static final int MOST_NUMBERS = 3;

  private final Snapshot snapshot;
  private final Resolving resolving;
  private final List<Integer> clients;

  private Roads(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.resolving = snapshot.client().settings().resolving();
    this.clients =
        IntStream.rangeClosed(1, snapshot.client().settings().clients()).boxed().toList();
  }

  /** In the order of the pods, which is that of every panel: new ones come last. */
  static List<Road> of(Snapshot snapshot) {
    Roads roads = new Roads(snapshot);
    List<Road> all = new ArrayList<>();
    for (PodLane lane : snapshot.propagation().lanes()) {
      roads.alike(lane).forEach(clients -> all.add(roads.road(lane, clients)));
    }
    all.sort(
        Comparator.comparingInt(Road::place)
            .thenComparingInt(road -> road.lane().restarts())
            .thenComparingInt(Road::client));
    return List.copyOf(all);
  }

  /**
   * Pods that share a row elsewhere and have got as far have one road here: that of the one in the
   * middle.
   */
  static List<Road> shared(List<Road> roads, List<PodGroup> groups) {
    Map<String, Integer> groupOf = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      for (PodRow row : groups.get(i).pods()) {
        groupOf.put(row.pod().name(), i);
      }
    }
    Map<Object, List<Road>> alike = new LinkedHashMap<>();
    for (Road road : roads) {
      int group = groupOf.getOrDefault(road.lane().pod(), -1);
      alike
          .computeIfAbsent(List.of(group, road.kind(), road.client()), key -> new ArrayList<>())
          .add(road);
    }
    return alike.values().stream().map(Roads::one).toList();
  }

  private static Road one(List<Road> alike) {
    if (alike.size() == 1) {
      return alike.get(0);
    }
    List<Road> sorted = alike.stream().sorted(Comparator.comparing(Road::lastReached)).toList();
    boolean same = alike.stream().map(Road::outcome).distinct().count() == 1;
    return sorted.get(sorted.size() / 2).forAll(alike.size(), same);
  }

  /**
   * Clients that stand alike have one road, which the first of them tells: those that learn of
   * addresses in the same way, and have got as far with the pod.
   */
  private Collection<List<Integer>> alike(PodLane lane) {
    if (clients.size() == 1) {
      return List.of(clients);
    }
    Map<Object, List<Integer>> alike = new LinkedHashMap<>();
    for (int client : clients) {
      Object stand = List.of(resolving.modeOf(client), standing(lane, client));
      alike.computeIfAbsent(stand, like -> new ArrayList<>()).add(client);
    }
    return alike.values();
  }

  private static Leg.Kind standing(PodLane lane, int client) {
    if (lane.isGoingDown()) {
      return Leg.Kind.LEAVING;
    }
    Map<Stage, PodLane.Reached> own = lane.clients().getOrDefault(client, Map.of());
    if (own.containsKey(Stage.FIRST_REQUEST)) {
      return Leg.Kind.SERVING;
    }
    return own.containsKey(Stage.RESOLVED) ? Leg.Kind.CONNECTING : Leg.Kind.UNKNOWN;
  }

  /** Whether the pod came or went with the newest change, or was frozen by it. */
  static boolean isOfNewest(Propagation propagation, PodLane lane) {
    int newest = propagation.changes().stream().mapToInt(PodChange::number).max().orElse(0);
    return newest > 0
        && (lane.up().orElse(0) == newest
            || lane.down().orElse(0) == newest
            || (!lane.isGone()
                && freezes(propagation, lane).anyMatch(it -> it.number() == newest)));
  }

  private static Stream<PodChange> freezes(Propagation propagation, PodLane lane) {
    return propagation.changes().stream()
        .filter(change -> change.effect() == PodChange.Effect.FREEZES)
        .filter(change -> change.pods().contains(lane.pod()));
  }

  private Road road(PodLane lane, List<Integer> alike) {
    int client = alike.get(0);
    Optional<Wait> wait = Waits.of(snapshot, lane, alike);
    String title =
        alike.size() == clients.size() ? lane.label() : lane.label() + " · " + numbers(alike);
    List<Step> steps = lane.road(client);
    List<Leg> legs = frozen(legs(steps, wait), lane);
    return new Road(lane, client, 1, title, lane.place(), legs, wait, outcome(lane, steps));
  }

  /** {@code 2}, {@code 1,3}, {@code 5 clients}. */
  private static String numbers(List<Integer> clients) {
    return clients.size() > MOST_NUMBERS
        ? clients.size() + " clients"
        : clients.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** A leg is what the furthest stage says; the last one of a pod that is gone ends with it. */
  private static List<Leg> legs(List<Step> steps, Optional<Wait> wait) {
    List<Leg> legs = new ArrayList<>();
    Stage furthest = Stage.SCALE_ASKED;
    for (int i = 0; i < steps.size() && steps.get(i).stage() != Stage.GONE; i++) {
      Step step = steps.get(i);
      furthest = step.stage().compareTo(furthest) > 0 ? step.stage() : furthest;
      boolean last = i + 1 == steps.size();
      Optional<Instant> to = last ? Optional.empty() : Optional.of(steps.get(i + 1).reached().at());
      Leg.Kind kind = Leg.Kind.after(furthest);
      String words = last ? wait.map(Wait::words).orElse(kind.label()) : kind.label();
      legs.add(new Leg(step.stage(), kind, step.reached().at(), to, words));
    }
    return legs;
  }

  /** A pod does nothing else while it is frozen. */
  private List<Leg> frozen(List<Leg> legs, PodLane lane) {
    List<Leg> split = legs;
    for (PodChange freeze : freezes(snapshot.propagation(), lane).toList()) {
      Instant from = freeze.asked();
      Optional<Instant> to = freeze.parts().map(parts -> from.plus(parts.total()));
      List<Leg> next = new ArrayList<>();
      for (Leg leg : split) {
        next.addAll(frozen(leg, from, to, lost(lane)));
      }
      split = next;
    }
    return split;
  }

  private static List<Leg> frozen(Leg leg, Instant from, Optional<Instant> to, String lost) {
    List<Leg> parts = new ArrayList<>();
    boolean begins = leg.covers(from);
    boolean within =
        !leg.from().isBefore(from) && to.filter(end -> !end.isAfter(leg.from())).isEmpty();
    boolean apart = !begins && !within;
    if (apart || leg.kind() == Leg.Kind.LEAVING) {
      return List.of(leg);
    }
    if (begins) {
      parts.add(leg.until(from));
    }
    String words = Leg.Kind.FROZEN.label() + (lost.isEmpty() ? "" : ", " + lost);
    Leg cold = leg.since(begins ? from : leg.from(), Leg.Kind.FROZEN, words);
    Optional<Instant> thawed = to.filter(cold::covers);
    parts.add(thawed.map(cold::until).orElse(cold));
    thawed.ifPresent(end -> parts.add(leg.since(end, leg.kind(), leg.words())));
    return parts;
  }

  private static String lost(PodLane lane) {
    String lost =
        lane.lostInAll().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return lost.isEmpty() ? "" : "lost " + lost;
  }

  private static String outcome(PodLane lane, List<Step> steps) {
    String lost = lost(lane);
    if (!lost.isEmpty()) {
      return lane.isGone() ? "gone, " + lost : lost;
    }
    if (lane.isGone()) {
      return "gone";
    }
    Instant began = steps.isEmpty() ? Instant.EPOCH : steps.get(0).reached().at();
    return steps.stream()
        .filter(step -> step.stage() == Stage.FIRST_REQUEST && !lane.isGoingDown())
        .map(step -> Duration.between(began, step.reached().at()))
        .map(took -> "first request after " + Numbers.millis(took.toNanos() / 1000))
        .findFirst()
        .orElse("");
  }
}
