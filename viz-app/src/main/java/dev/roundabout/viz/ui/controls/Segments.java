package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.ui.kit.Tips;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * One of a few. It shows the truth and asks for a change; a click alone does not move it.
 *
 * @param <T> what is chosen from
 */
final class Segments<T> extends HBox {
  private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();

  /**
   * @param help what to expect of each
   */
  Segments(T[] choices, Function<T, String> label, Function<T, String> help, Consumer<T> asked) {
    getStyleClass().add("segments");
    for (T choice : choices) {
      ToggleButton button = new ToggleButton(label.apply(choice));
      button.setMnemonicParsing(false);
      button.getStyleClass().add("segment");
      button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
      button.setTooltip(Tips.of(help.apply(choice)));
      button.setMaxWidth(Double.MAX_VALUE);
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(event -> clicked(choice, button, asked));
      HBox.setHgrow(button, Priority.ALWAYS);
      buttons.put(choice, button);
    }
    getChildren().setAll(buttons.values());
  }

  /** The click has moved the button; it goes back until the truth has moved. */
  private void clicked(T choice, ToggleButton button, Consumer<T> asked) {
    boolean wasSelected = !button.isSelected();
    button.setSelected(wasSelected);
    if (!wasSelected) {
      asked.accept(choice);
    }
  }

  void show(T chosen) {
    buttons.forEach((choice, button) -> button.setSelected(choice.equals(chosen)));
  }
}
