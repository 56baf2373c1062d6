package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodLane.Step;
import dev.roundabout.viz.model.PodLane.Wait;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.model.Waits;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of the timeline, told from a snapshot. */
final class Roads {
  private final Snapshot snapshot;
  private final int newest;
  private final List<Integer> clients;

  private Roads(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.newest = newest(snapshot.propagation());
    this.clients = clients();
  }

  /** First those that are open and those of the newest change, then the others, newest first. */
  static List<Road> of(Snapshot snapshot) {
    Roads roads = new Roads(snapshot);
    List<Road> all = new ArrayList<>();
    List<PodLane> lanes = snapshot.propagation().lanes();
    for (int i = lanes.size() - 1; i >= 0; i--) {
      for (int client : roads.clients) {
        all.add(roads.road(lanes.get(i), client));
      }
    }
    Map<Boolean, List<Road>> parted =
        all.stream().collect(Collectors.partitioningBy(roads::isFirst));
    List<Road> first = new ArrayList<>(parted.getOrDefault(true, List.of()));
    first.sort(
        Comparator.comparing((Road road) -> !isOf(road.lane(), roads.newest))
            .thenComparingInt(Road::place)
            .thenComparingInt(Road::client));
    return Stream.concat(first.stream(), parted.getOrDefault(false, List.of()).stream()).toList();
  }

  /** One stands for all where every client learns of addresses in the same way. */
  private List<Integer> clients() {
    Resolving resolving = snapshot.client().settings().resolving();
    int count = snapshot.client().settings().clients();
    List<Integer> all = IntStream.rangeClosed(1, count).boxed().toList();
    long modes = all.stream().map(resolving::modeOf).distinct().count();
    return modes > 1 ? all : List.of(1);
  }

  private boolean isFirst(Road road) {
    return road.isOpen() || isOf(road.lane(), newest);
  }

  /** Whether the pod came or went with the newest change. */
  static boolean isOfNewest(Propagation propagation, PodLane lane) {
    return isOf(lane, newest(propagation));
  }

  private static int newest(Propagation propagation) {
    return propagation.changes().stream().mapToInt(PodChange::number).max().orElse(0);
  }

  private static boolean isOf(PodLane lane, int change) {
    return change > 0 && (lane.up().orElse(0) == change || lane.down().orElse(0) == change);
  }

  private Road road(PodLane lane, int client) {
    Optional<Wait> wait = Waits.of(snapshot, lane, client);
    String title = clients.size() > 1 ? lane.label() + " · " + client : lane.label();
    List<Step> steps = lane.road(client);
    return new Road(
        lane, client, title, lane.place(), legs(steps, wait), wait, outcome(lane, steps));
  }

  /** A leg is what the furthest stage says. */
  private static List<Leg> legs(List<Step> steps, Optional<Wait> wait) {
    List<Leg> legs = new ArrayList<>();
    Stage furthest = Stage.SCALE_ASKED;
    for (int i = 0; i < steps.size(); i++) {
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

  private static String outcome(PodLane lane, List<Step> steps) {
    String lost =
        lane.lost().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    if (!lost.isEmpty()) {
      return "lost " + lost;
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
