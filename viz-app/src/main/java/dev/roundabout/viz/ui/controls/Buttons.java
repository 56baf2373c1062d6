package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Explained;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Buttons of the rail. */
final class Buttons {
  private Buttons() {}

  /** A button that runs a command, with the command's key beside its text. */
  static Explained of(String text, Command command, String... styles) {
    Button button = new Button(withKey(text, command));
    button.setMnemonicParsing(false);
    button.setId("command-" + command.id());
    button.getStyleClass().addAll(styles);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> command.run());
    return new Explained(button, command.help());
  }

  /** The text, and the key where there is one. */
  static String withKey(String text, Command command) {
    return command.keyText().isEmpty() ? text : text + "  " + command.keyText();
  }

  /** Two of the same width. */
  static HBox pair(Region left, Region right) {
    HBox pair = new HBox(left, right);
    pair.getStyleClass().add("pair");
    for (Region region : new Region[] {left, right}) {
      region.setPrefWidth(100);
      HBox.setHgrow(region, Priority.ALWAYS);
    }
    return pair;
  }
}
