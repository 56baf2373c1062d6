package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Experiments.Offer;
import dev.roundabout.viz.model.Spot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person reads at one place of an experiment.
 *
 * @param line one sentence
 * @param tone style class of that sentence
 * @param progress how far it is
 * @param status what goes on, or what to do next
 */
public record Narration(
    String line, String tone, String progress, String status, Optional<Spot> spot) {
  private static final String AS_LONG_AS_FINDINGS = "calls went to a pod ".repeat(4);

  /**
   * What is read at a place of a run.
   *
   * @param place that is shown, as the run counts them
   * @param back whether it is one that was gone back to
   * @param hasty whether the next step was asked for too early
   * @param following the experiment that comes after it; empty after the last
   */
  public static Narration of(
      ExperimentRun run, int place, boolean back, boolean hasty, Optional<Offer> following) {
    boolean last = place > run.steps().size();
    return new Narration(
        last
            ? run.found().orElse(run.question())
            : run.step(place).map(ExperimentRun.Step::line).orElse(run.question()),
        last ? (run.holds() ? "tone-good" : "tone-bad") : "tone-plain",
        last ? "verdict" : progress(run, place),
        back ? "seen before: the window shows that moment" : status(run, place, hasty, following),
        run.phase() == Phase.LEAVING
            ? Optional.empty()
            : run.step(place).map(ExperimentRun.Step::spot));
  }

  private static String progress(ExperimentRun run, int place) {
    int all = run.steps().size();
    if (place == 0) {
      return all == 1 ? "1 step" : all + " steps";
    }
    String step = "step " + place + " of " + all;
    String marks =
        run.expected().stream()
            .map(each -> each.verdictAt(place).map(verdict -> verdict.holds() ? "✓" : "✗"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return marks.isEmpty() ? step : step + " · " + marks;
  }

  /** The title; once it is judged with a tick, or a cross where a check failed. */
  public static String title(ExperimentRun run, int place) {
    String words = run.number() + " · " + run.title();
    return place > run.steps().size() ? (run.holds() ? "✓ " : "✗ ") + words : words;
  }

  /** Room that a line needs, whichever of them is shown; what is found is not known before. */
  public static List<String> lines(ExperimentRun run) {
    return Stream.of(
            Stream.of(run.question()),
            run.steps().stream().map(ExperimentRun.Step::line),
            Stream.of(run.found().orElse(AS_LONG_AS_FINDINGS)))
        .flatMap(each -> each)
        .toList();
  }

  private static String status(
      ExperimentRun run, int place, boolean hasty, Optional<Offer> following) {
    return switch (run.phase()) {
      case SETTING_UP -> "setting pods and client up …";
      case WAITING -> place == 0 ? "Page Down begins" : "done · Page Down goes on";
      case GOING_ON -> hasty ? "it still goes on …" : "goes on …";
      case DONE ->
          following
              .map(next -> "Page Down: experiment " + next.number())
              .orElse("the last one · Shift E leaves");
      case LEAVING -> "putting replicas and settings back …";
    };
  }
}
