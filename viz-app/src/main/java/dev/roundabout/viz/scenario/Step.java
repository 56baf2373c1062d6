package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One step of an experiment: a line to read, what is asked for, and what is waited for then.
 *
 * @param name by which checks find what was seen at its end; unique in its experiment
 * @param line what a person reads while it goes on
 * @param actions chosen when it begins, from what is seen then
 * @param until true once it is done, given the snapshot at its beginning and the newest
 * @param patience how long that may take; where it takes longer, the experiment goes on and fails
 * @param rest how long to look on after that
 * @param spot where in the window it shows
 */
public record Step(
    String name,
    String line,
    Function<Snapshot, List<? extends Action>> actions,
    BiPredicate<Snapshot, Snapshot> until,
    Duration patience,
    Duration rest,
    Spot spot) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Only looks on. */
  static Step watch(String name, String line, Duration rest) {
    return new Step(
        name, line, seen -> List.of(), (before, now) -> true, PATIENCE, rest, Spot.FLOW);
  }

  static Step ask(String name, String line, Action... actions) {
    List<Action> all = List.of(actions);
    return new Step(
        name, line, seen -> all, (before, now) -> true, PATIENCE, Duration.ZERO, Spot.FLOW);
  }

  static Step choose(String name, String line, Function<Snapshot, List<? extends Action>> actions) {
    return new Step(name, line, actions, (before, now) -> true, PATIENCE, Duration.ZERO, Spot.FLOW);
  }

  Step until(Predicate<Snapshot> condition) {
    return untilSince((before, now) -> condition.test(now));
  }

  Step untilSince(BiPredicate<Snapshot, Snapshot> condition) {
    return new Step(name, line, actions, condition, patience, rest, spot);
  }

  Step within(Duration value) {
    return new Step(name, line, actions, until, value, rest, spot);
  }

  Step then(Duration value) {
    return new Step(name, line, actions, until, patience, value, spot);
  }

  /** Where a person should look, which is the flow of requests unless said. */
  Step lookAt(Spot value) {
    return new Step(name, line, actions, until, patience, rest, value);
  }
}
