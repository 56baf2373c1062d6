package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.diagnosis.Finding;
import dev.roundabout.viz.ui.experiments.Narration;
import java.util.Optional;

/** What the stage says in its two lines. */
final class Headlines {
  private Headlines() {}

  /**
   * The question at the first page of an experiment, its verdict at the last, and otherwise what is
   * so and why.
   *
   * @param place that is shown of the run
   */
  static Headline.Lines of(
      Finding finding, Optional<ExperimentRun> run, int place, Optional<Narration> now) {
    if (run.isPresent() && now.isPresent() && place == 0) {
      return new Headline.Lines(
          run.get().question(), "Experiment " + run.get().number(), "tone-user");
    }
    if (run.isPresent() && now.isPresent() && place > run.get().steps().size()) {
      return new Headline.Lines(now.get().line(), seen(run.get()), now.get().tone());
    }
    return new Headline.Lines(finding.what(), finding.why(), tone(finding));
  }

  /** Of the check that failed first; where all held, that they did. */
  private static String seen(ExperimentRun run) {
    return run.verdicts().stream()
        .filter(verdict -> !verdict.holds())
        .findFirst()
        .map(failed -> "✗ seen: " + failed.seen())
        .orElse("✓ as expected");
  }

  private static String tone(Finding finding) {
    return switch (finding.kind().tone()) {
      case BAD -> "tone-bad";
      case WARN -> "tone-warn";
      case GOOD -> "tone-good";
      case USER -> "tone-user";
      case NEUTRAL -> "tone-muted";
    };
  }
}
