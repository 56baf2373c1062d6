package dev.roundabout.viz.ui.commands;

import static dev.roundabout.viz.ui.commands.CommandTable.key;

import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;

/** The lines of the table for a hall. */
final class StageCommands {
  private StageCommands() {}

  static void add(CommandTable table, ViewSettings view, OnStage stage) {
    int number = 1;
    for (Spot spot : Spot.values()) {
      table
          .add(
              id(spot),
              "Stage: " + spot.label() + " alone",
              String.valueOf(number),
              List.of(
                  new KeyCodeCombination(KeyCode.valueOf("DIGIT" + number)),
                  new KeyCodeCombination(KeyCode.valueOf("NUMPAD" + number))))
          .unless(() -> isOff(view))
          .does(() -> stage.only().accept(spot));
      number++;
    }
    table
        .add(Command.Id.ALL_PANELS, "Stage: every panel again", "Esc", key(KeyCode.ESCAPE))
        .unless(() -> isOff(view).or(() -> isWhole(stage)))
        .does(stage.all());
    table
        .add(
            Command.Id.POINTER_LIGHT,
            "A light that follows the pointer, or no more",
            "X",
            key(KeyCode.X))
        .does(stage.light());
    table
        .add(
            Command.Id.BLANK,
            "A black screen; any key ends it",
            "B or .",
            List.of(new KeyCodeCombination(KeyCode.B), new KeyCodeCombination(KeyCode.PERIOD)))
        .does(stage.blank());
  }

  private static Command.Id id(Spot spot) {
    return switch (spot) {
      case FLOW -> Command.Id.ONLY_FLOW;
      case BARS -> Command.Id.ONLY_BARS;
      case PROPAGATION -> Command.Id.ONLY_PROPAGATION;
      case RESOLVED -> Command.Id.ONLY_RESOLVED;
      case CHANNELZ -> Command.Id.ONLY_CHANNELZ;
      case EVENTS -> Command.Id.ONLY_EVENTS;
    };
  }

  private static Optional<String> isOff(ViewSettings view) {
    return view.isOnStage() ? Optional.empty() : Optional.of("Only on stage (F5)");
  }

  private static Optional<String> isWhole(OnStage stage) {
    return stage.alone().get().isPresent()
        ? Optional.empty()
        : Optional.of("Everything is shown already");
  }
}
