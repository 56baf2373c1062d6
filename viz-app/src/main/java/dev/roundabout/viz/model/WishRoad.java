package dev.roundabout.viz.model;

import dev.roundabout.viz.model.PodLane.Reached;
import dev.roundabout.viz.model.SessionFact.Asked;
import dev.roundabout.viz.model.SessionFact.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** What wishes add to the lanes: where the road begins, and changes to be summed up. */
final class WishRoad {
  private WishRoad() {}

  static Propagation after(Propagation propagation, SessionFact fact, Snapshot now) {
    if (fact instanceof Asked asked && asked.action() instanceof Action.OnCluster action) {
      return joined(propagation, asked)
          .or(
              () ->
                  Wish.of(propagation.pending().asked() + 1, asked.at(), action, now)
                      .map(wish -> asked(propagation, wish, now)))
          .orElse(propagation);
    }
    if (fact instanceof Refused refused) {
      return propagation.pending().wishes().stream()
          .filter(wish -> wish.actions().contains(refused.action()))
          .reduce((one, other) -> other)
          .map(wish -> refused(propagation, wish, refused.action()))
          .orElse(propagation);
    }
    return propagation;
  }

  private static Optional<Propagation> joined(Propagation propagation, Asked asked) {
    return asked.action() instanceof Action.Scale scale
        ? Wish.joinedBy(scale, asked.at(), propagation)
            .map(wish -> renamed(propagation, wish.joined(scale, asked.at())))
        : Optional.empty();
  }

  /** A wish that asks for something else than before. */
  private static Propagation renamed(Propagation propagation, Wish wish) {
    return propagation
        .with(propagation.pending().change(wish))
        .withChanges(
            propagation.changes().stream()
                .map(change -> change.number() == wish.number() ? change.what(wish.what()) : change)
                .toList());
  }

  private static Propagation asked(Propagation propagation, Wish wish, Snapshot now) {
    Settings settings = now.client().settings();
    List<PodChange> changes = new ArrayList<>(propagation.changes());
    for (int client = 1; client <= settings.clients(); client++) {
      changes.add(
          new PodChange(
              wish.number(),
              client,
              List.of(PodChange.Way.of(settings, client)),
              wish.at(),
              wish.what(),
              wish.effect(),
              wish.action() instanceof Action.Freeze freeze ? List.of(freeze.pod()) : List.of(),
              Optional.empty(),
              Map.of(),
              PodChange.Progress.OPEN,
              ""));
    }
    return named(propagation.with(propagation.pending().with(wish)).withChanges(changes), wish);
  }

  /** Those that the wish names begin their way down at once. */
  private static Propagation named(Propagation propagation, Wish wish) {
    Predicate<PodLane> meant =
        wish.action() instanceof Action.Kill kill
            ? lane -> lane.pod().equals(kill.pod())
            : lane -> false;
    Reached asked = new Reached(wish.at(), Optional.empty(), "you " + wish.action().words());
    return propagation.lanes(
        lane ->
            meant.test(lane) && !lane.isGone()
                ? lane.reach(Stage.DELETION_ASKED, asked).withDown(OptionalInt.of(wish.number()))
                : lane);
  }

  private static Propagation refused(Propagation propagation, Wish wish, Action action) {
    return wish.without(action)
        .map(rest -> renamed(propagation, rest))
        .orElseGet(() -> forgotten(propagation, wish.number()));
  }

  private static Propagation forgotten(Propagation propagation, int number) {
    List<Wish> wishes =
        propagation.pending().wishes().stream().filter(wish -> wish.number() != number).toList();
    List<PodChange> changes =
        propagation.changes().stream().filter(change -> change.number() != number).toList();
    return propagation
        .with(propagation.pending().withWishes(wishes))
        .withChanges(changes)
        .lanes(lane -> lane.down().orElse(0) == number ? spared(lane) : lane);
  }

  private static PodLane spared(PodLane lane) {
    return lane.forget(Stage.DELETION_ASKED).withDown(OptionalInt.empty());
  }
}
