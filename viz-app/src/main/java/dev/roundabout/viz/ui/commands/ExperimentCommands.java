package dev.roundabout.viz.ui.commands;

import static dev.roundabout.viz.ui.commands.CommandTable.key;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.ui.history.Slides;
import java.util.Optional;
import javafx.scene.input.KeyCode;

/** The lines of the table about experiments; a presenter's clicker sends Page Down, Page Up, F5. */
final class ExperimentCommands {
  private ExperimentCommands() {}

  static void add(CommandTable table, Asker ask, Openers open, Slides slides) {
    table
        .add(Command.Id.EXPERIMENTS, "Experiments: choose one", "E", key(KeyCode.E))
        .does(open.experiments());
    table
        .add(
            Command.Id.NEXT_STEP,
            "Experiment: the next step, or the next experiment",
            "Page Down",
            key(KeyCode.PAGE_DOWN))
        .unless(() -> cannotGoOn(slides))
        .does(slides::next);
    table
        .add(
            Command.Id.PREVIOUS_STEP,
            "Experiment: look at the step before",
            "Page Up",
            key(KeyCode.PAGE_UP))
        .unless(() -> isOff(slides).or(() -> isFirst(slides)))
        .does(slides::previous);
    table
        .add(
            Command.Id.RESTART_EXPERIMENT,
            "Experiment: restart it",
            "Ctrl E",
            key(KeyCode.E, SHORTCUT_DOWN))
        .unless(() -> obstacle(slides, new Action.RestartExperiment()))
        .does(() -> ask.ask(new Action.RestartExperiment()));
    table
        .add(
            Command.Id.LEAVE_EXPERIMENT,
            "Experiment: leave it, and put everything back",
            "Shift E",
            key(KeyCode.E, SHIFT_DOWN))
        .unless(() -> obstacle(slides, new Action.LeaveExperiment()))
        .does(() -> ask.ask(new Action.LeaveExperiment()));
    table
        .add(
            Command.Id.PRESENT,
            "Present on a stage: full screen, projector theme, experiments; or end it",
            "F5",
            CommandTable.keys(KeyCode.F5))
        .does(open.present());
  }

  private static Optional<String> isOff(Slides slides) {
    return slides.live().isPresent()
        ? Optional.empty()
        : Optional.of("No experiment is on (E begins one)");
  }

  private static Optional<String> obstacle(Slides slides, Action.OnExperiment action) {
    return isOff(slides).or(() -> slides.live().flatMap(run -> run.phase().obstacle(action)));
  }

  /** Who goes through what was seen can always go on, and who is hasty is told so. */
  private static Optional<String> cannotGoOn(Slides slides) {
    boolean goesOn = slides.live().filter(run -> run.phase() == Phase.GOING_ON).isPresent();
    boolean opensNext = slides.following().isPresent();
    return slides.isBack() || goesOn || opensNext
        ? isOff(slides)
        : obstacle(slides, new Action.NextStep());
  }

  private static Optional<String> isFirst(Slides slides) {
    return slides.place() > 0 ? Optional.empty() : Optional.of("This is the beginning");
  }
}
