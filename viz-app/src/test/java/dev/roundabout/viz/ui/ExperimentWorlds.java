package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import dev.roundabout.viz.ui.commands.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Every state of an experiment that the window has a face for, by name. */
final class ExperimentWorlds {
  private ExperimentWorlds() {}

  static Map<String, Fixtures> all() {
    Map<String, Fixtures> worlds = new LinkedHashMap<>();
    worlds.put("experiment-begun", on(5, run -> run.with(Phase.WAITING)));
    worlds.put("experiment-goes-on", on(5, run -> steps(run, 2).with(Phase.GOING_ON)));
    worlds.put("experiment-step-done", on(5, run -> steps(run, 3)));
    worlds.put("experiment-done", on(5, run -> done(run, true)));
    worlds.put("experiment-failed", on(6, run -> done(run, false)));
    worlds.put("experiment-left", on(3, run -> run.with(Phase.LEAVING)));
    return worlds;
  }

  static Map<String, ApiWorlds.Opened> opened() {
    Map<String, ApiWorlds.Opened> worlds = new LinkedHashMap<>();
    worlds.put(
        "experiments",
        new ApiWorlds.Opened(
            offered(Fixtures.serving(3)),
            window -> window.commands().get(Command.Id.EXPERIMENTS).run()));
    worlds.put(
        "experiments-locked",
        new ApiWorlds.Opened(
            offered(ApiFixtures.locked(true)),
            window -> window.commands().get(Command.Id.EXPERIMENTS).run()));
    return worlds;
  }

  static Fixtures offered(Fixtures world) {
    return world.apply(
        new SessionFact.ExperimentsSeen(
            world.now(),
            Scenarios.all(Pace.SHORT).stream()
                .map(each -> each.offer(world.snapshot().cluster().info()))
                .toList()));
  }

  private static Fixtures on(int number, UnaryOperator<ExperimentRun> change) {
    Fixtures world = offered(Fixtures.notResolved());
    ExperimentRun begun = experiment(number).run(Fixtures.START);
    return world.apply(
        new SessionFact.ExperimentSeen(world.now(), Optional.of(change.apply(begun))));
  }

  static Experiment experiment(int number) {
    return Scenarios.all(Pace.SHORT).stream()
        .filter(each -> each.number() == number)
        .findFirst()
        .orElseThrow();
  }

  /** Runs that stand, one each, at a step that looks at one of the spots. */
  static List<ExperimentRun> lookingEverywhere() {
    List<ExperimentRun> runs = new ArrayList<>();
    for (Spot spot : Spot.values()) {
      Scenarios.all(Pace.SHORT).stream()
          .map(each -> each.run(Fixtures.START))
          .flatMap(run -> lookingAt(run, spot).stream())
          .findFirst()
          .ifPresent(runs::add);
    }
    return runs;
  }

  private static Optional<ExperimentRun> lookingAt(ExperimentRun run, Spot spot) {
    return IntStream.range(0, run.steps().size())
        .filter(step -> run.steps().get(step).spot() == spot)
        .mapToObj(step -> steps(run, step))
        .findFirst();
  }

  static ExperimentRun steps(ExperimentRun run, int count) {
    ExperimentRun next = run.with(Phase.WAITING);
    for (int i = 0; i < count; i++) {
      next = next.stepDone(Fixtures.START.plusSeconds(i + 1));
    }
    return next;
  }

  /** With words as long as they get, and bars. */
  static ExperimentRun done(ExperimentRun run, boolean holds) {
    List<Verdict> verdicts = run.expected().stream().map(each -> verdict(each, holds)).toList();
    return steps(run, run.steps().size()).judged(verdicts, found(verdicts, holds));
  }

  private static String found(List<Verdict> verdicts, boolean holds) {
    return holds
        ? "A new pod waited: poll DNS 0.80 s · watch EndpointSlices 0.01 s · max connection age"
            + " 2.40 s."
        : "Not as expected: " + verdicts.get(0).expected() + ".";
  }

  static Verdict verdict(ExperimentRun.Expected expected, boolean holds) {
    List<Figure> figures =
        IntStream.range(0, 3)
            .mapToObj(
                pod -> new Figure("7g67" + pod, 500.0 * pod, "500", "calls", OptionalInt.of(pod)))
            .toList();
    return new Verdict(
        holds,
        expected.words(),
        "7g67b 1,000, hl7ww 1,000, l7hrp 1,000, 3 new pods",
        expected.article(),
        figures);
  }
}
