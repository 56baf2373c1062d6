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

  /** A button that runs a command. */
  static Explained of(String text, Command command, String... styles) {
    Button button = new Button(text);
    button.getStyleClass().addAll(styles);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> command.run());
    return new Explained(button, command.help());
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
