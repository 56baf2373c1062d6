package dev.roundabout.viz.ui.commands;

import static dev.roundabout.viz.ui.commands.CommandTable.key;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import dev.roundabout.viz.ui.history.Playhead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;

/** The lines of the table that move through time. */
final class PastCommands {
  private static final Duration STEP = Duration.ofSeconds(1);

  private PastCommands() {}

  static void add(CommandTable table, Travel travel, OnStage stage) {
    Playhead playhead = travel.playhead();
    table
        .add(Command.Id.HOLD, "Hold the moment that is shown, or let it go", "V", key(KeyCode.V))
        .does(playhead::toggle);
    table
        .add(Command.Id.LIVE, "Back to live", "L", key(KeyCode.L))
        .unless(() -> isLive(playhead))
        .does(playhead::goLive);
    table
        .add(Command.Id.STEP_BACK, "One second back", "Shift ,", key(KeyCode.COMMA, SHIFT_DOWN))
        .does(() -> playhead.step(STEP.negated()));
    table
        .add(Command.Id.STEP_ON, "One second on", "Shift .", key(KeyCode.PERIOD, SHIFT_DOWN))
        .unless(() -> isLive(playhead))
        .does(() -> playhead.step(STEP));
    table
        .add(Command.Id.ZOOM_IN, "Timeline: show less time", "Z", key(KeyCode.Z))
        .does(travel.time()::zoomIn);
    table
        .add(Command.Id.ZOOM_OUT, "Timeline: show more time", "Shift Z", key(KeyCode.Z, SHIFT_DOWN))
        .does(travel.time()::zoomOut);
    table
        .add(Command.Id.EARLIER, "Timeline: earlier", "Shift ←", key(KeyCode.LEFT, SHIFT_DOWN))
        .does(travel.time()::earlier);
    table
        .add(Command.Id.LATER, "Timeline: later", "Shift →", key(KeyCode.RIGHT, SHIFT_DOWN))
        .does(travel.time()::later);
    table
        .add(
            Command.Id.FOLLOW,
            "Timeline: follow the newest change; on stage: show everything",
            "0",
            List.of(
                new KeyCodeCombination(KeyCode.DIGIT0), new KeyCodeCombination(KeyCode.NUMPAD0)))
        .does(
            () -> {
              travel.time().follow();
              stage.all().run();
            });
    table
        .add(
            Command.Id.SAVE_CSV,
            "Save the timeline as CSV",
            "Ctrl S",
            key(KeyCode.S, SHORTCUT_DOWN))
        .does(travel.save());
  }

  private static Optional<String> isLive(Playhead playhead) {
    return playhead.isLive() ? Optional.of("The present is shown already") : Optional.empty();
  }
}
