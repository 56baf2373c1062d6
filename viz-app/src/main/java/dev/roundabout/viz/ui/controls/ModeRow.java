package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** One way to re-resolve: what it is called, and what it is set to. */
final class ModeRow extends StackPane {
  private final ToggleButton button = new ToggleButton();
  private final Explained explained;
  private final Label note = Labels.of("", "small", "mode-note");

  ModeRow(ResolverMode mode, Consumer<ResolverMode> asked) {
    Region circle = new Region();
    circle.getStyleClass().add("radio-dot");
    HBox line = new HBox(circle, Labels.of(mode.label()), Labels.gap(), note);
    line.getStyleClass().add("mode-line");
    button.getStyleClass().add("mode");
    button.setGraphic(line);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    button.setAccessibleText(mode.label());
    button.setId("mode-" + mode.name());
    button.setOnAction(event -> clicked(mode, asked));
    line.prefWidthProperty()
        .bind(
            button
                .widthProperty()
                .subtract(
                    javafx.beans.binding.Bindings.createDoubleBinding(
                        () -> button.getInsets().getLeft() + button.getInsets().getRight(),
                        button.insetsProperty())));
    this.explained = new Explained(button, mode.expectation());
    getChildren().add(explained);
  }

  /** The click has moved the button; it goes back until the truth has moved. */
  private void clicked(ResolverMode mode, Consumer<ResolverMode> asked) {
    boolean was = !button.isSelected();
    button.setSelected(was);
    if (!was) {
      asked.accept(mode);
    }
  }

  void show(boolean chosen, String words, Optional<String> refused) {
    button.setSelected(chosen);
    note.setText(words);
    explained.disabledBecause(refused);
  }
}
