package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A change to the pods that was asked for, and what of it has not been seen yet.
 *
 * @param number counts changes from 1
 * @param at when, the first time
 * @param newest when, the last time
 * @param actions that are one change, oldest first; more than one where somebody scaled in steps
 * @param from replicas asked for before
 * @param comes pods that are still to come
 * @param goes pods that are still to go, beside those that the action names
 * @param accepted when the Deployment was seen to ask for what is wanted
 */
record Wish(
    int number,
    Instant at,
    Instant newest,
    List<Action.OnCluster> actions,
    int from,
    int comes,
    int goes,
    Optional<Instant> accepted) {

  /** More than that are not waited for at once. */
  private static final int MOST = 32;

  /** After which a wish is taken to have been carried out or overtaken by another one. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A rollout that takes longer is no longer waited for. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Who presses + twice means one change. */
  private static final Duration ONE_CHANGE = Duration.ofSeconds(2);

  Wish {
    actions = List.copyOf(actions);
  }

  private static Wish of(
      int number, Instant at, Action.OnCluster action, int from, int comes, int goes) {
    return new Wish(number, at, at, List.of(action), from, comes, goes, Optional.empty());
  }

  /** Empty where the action changes no pods. */
  static Optional<Wish> of(int number, Instant at, Action.OnCluster action, Snapshot now) {
    int desired = now.propagation().pending().desired(now.cluster().desired());
    if (action instanceof Action.Scale scale) {
      int more = scale.replicas() - desired;
      return more == 0
          ? Optional.empty()
          : Optional.of(of(number, at, action, desired, Math.max(0, more), Math.max(0, -more)));
    }
    if (action instanceof Action.Kill) {
      return Optional.of(of(number, at, action, desired, 1, 0));
    }
    if (action instanceof Action.Freeze freeze) {
      boolean already = now.cluster().pod(freeze.pod()).filter(Pod::frozen).isPresent();
      return freeze.frozen() && !already
          ? Optional.of(of(number, at, action, desired, 0, 0))
          : Optional.empty();
    }
    if (action instanceof Action.Drain drain) {
      int there = (int) living(now).filter(pod -> pod.node().equals(drain.node())).count();
      return Optional.of(of(number, at, action, desired, there, there));
    }
    int living = (int) living(now).count();
    return replacesAll(action, now)
        ? Optional.of(of(number, at, action, desired, desired, living))
        : Optional.empty();
  }

  /** The newest wish, where more of the same is one change with it. */
  static Optional<Wish> joinedBy(Action.Scale scale, Instant at, Propagation propagation) {
    return propagation
        .pending()
        .wish(propagation.pending().asked())
        .filter(wish -> wish.action() instanceof Action.Scale)
        .filter(wish -> !at.isAfter(wish.newest.plus(ONE_CHANGE)))
        .filter(wish -> (scale.replicas() - wish.to()) * (long) (wish.to() - wish.from) > 0);
  }

  Wish joined(Action.Scale scale, Instant when) {
    int more = scale.replicas() - to();
    List<Action.OnCluster> steps = new ArrayList<>(actions);
    steps.add(scale);
    return new Wish(
        number,
        at,
        when,
        steps,
        from,
        comes + Math.max(0, more),
        goes + Math.max(0, -more),
        Optional.empty());
  }

  /** Without an action that was refused; empty where nothing is left. */
  Optional<Wish> without(Action refused) {
    List<Action.OnCluster> steps = new ArrayList<>(actions);
    steps.remove(refused);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Wish rest = new Wish(number, at, newest, steps, from, comes, goes, accepted);
    int fewer = Math.abs(to() - rest.to());
    return Optional.of(rest.with(Math.max(0, comes - fewer), Math.max(0, goes - fewer)));
  }

  /** What was asked for last. */
  Action.OnCluster action() {
    return actions.get(actions.size() - 1);
  }

  /** Replicas asked for. */
  int to() {
    return action() instanceof Action.Scale scale ? scale.replicas() : from;
  }

  /** In words, e.g. {@code 3 → 5}. */
  String what() {
    return action() instanceof Action.Scale ? from + " → " + to() : action().words();
  }

  PodChange.Effect effect() {
    if (action() instanceof Action.Freeze) {
      return PodChange.Effect.FREEZES;
    }
    return comes > 0 ? PodChange.Effect.BRINGS : PodChange.Effect.TAKES;
  }

  private static Stream<Pod> living(Snapshot now) {
    return now.cluster().seats().stream().map(Seat::pod).filter(Wish::isActive);
  }

  private static boolean isActive(Pod pod) {
    return pod.phase() != Pod.Phase.TERMINATING && pod.phase() != Pod.Phase.GONE;
  }

  /** On Kubernetes the age of connections is set by rolling the Deployment out. */
  private static boolean replacesAll(Action.OnCluster action, Snapshot now) {
    return action instanceof Action.Restart
        || (action instanceof Action.SetConnectionAge
            && !now.cluster().info().origin().isEmbedded());
  }

  /** Whether this pod may have come with it. */
  boolean brings(PodLane lane, Snapshot now) {
    boolean embedded = now.cluster().info().origin().isEmbedded();
    if (action() instanceof Action.Kill kill && kill.hard() && embedded) {
      return lane.pod().equals(kill.pod()) && lane.restarts() > 0;
    }
    return lane.restarts() == 0;
  }

  Wish with(int stillComes, int stillGoes) {
    return new Wish(number, at, newest, actions, from, stillComes, stillGoes, accepted);
  }

  Wish accepted(Instant when) {
    return new Wish(number, at, newest, actions, from, comes, goes, Optional.of(when));
  }

  /** Whether pods are still to come or to go with it. */
  boolean isOpen() {
    return comes > 0 || goes > 0;
  }

  /** Without what is no longer to come: everything is as the Deployment asks, or too long ago. */
  static List<Wish> settled(List<Wish> wishes, Snapshot now, Instant at) {
    if (wishes.stream().noneMatch(Wish::isOpen)) {
      return wishes;
    }
    int heard =
        wishes.stream()
            .filter(wish -> wish.action() instanceof Action.Scale && wish.accepted().isPresent())
            .mapToInt(Wish::number)
            .max()
            .orElse(0);
    return wishes.stream().map(wish -> wish.settled(heard, now, at)).toList();
  }

  private Wish settled(int heard, Snapshot now, Instant at) {
    boolean isHeard = number <= heard || at.isAfter(newest.plus(PATIENCE));
    boolean old = at.isAfter(newest.plus(LONGEST));
    return isOpen() && (old || isOver(isHeard, now)) ? with(0, 0) : this;
  }

  private boolean isOver(boolean heard, Snapshot now) {
    if (action() instanceof Action.Scale) {
      return heard && isSettled(now.cluster());
    }
    // While a rollout goes on, everything may be as asked for a moment.
    return action() instanceof Action.Kill kill
        && now.cluster().pod(kill.pod()).filter(Wish::isActive).isEmpty()
        && isSettled(now.cluster());
  }

  private static boolean isSettled(ClusterState cluster) {
    long active = cluster.seats().stream().filter(seat -> isActive(seat.pod())).count();
    return cluster.ready() == cluster.desired() && active == cluster.desired();
  }

  static List<Wish> appended(List<Wish> wishes, Wish next) {
    List<Wish> list = new ArrayList<>(wishes);
    list.add(next);
    return List.copyOf(list.subList(Math.max(0, list.size() - MOST), list.size()));
  }
}
