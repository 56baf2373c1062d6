package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** A number with − and +. It shows the truth; a typed number is asked for with Enter. */
final class Stepper extends HBox {
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

  private final TextField field = new TextField("0");
  private final Explained fieldBox;
  private final Label note = Labels.of("", "muted", "small");
  private final Command less;
  private final Command more;
  private final Explained lessButton;
  private final Explained moreButton;
  private final int min;
  private final int max;
  private final IntConsumer asked;
  private int truth;

  /**
   * @param name for people who hear the window
   * @param asked takes a typed number from min to max
   */
  Stepper(String name, Command less, Command more, int min, int max, IntConsumer asked) {
    this.less = less;
    this.more = more;
    this.min = min;
    this.max = max;
    this.asked = asked;
    this.lessButton = button("−", less);
    this.moreButton = button("+", more);
    getStyleClass().addAll("box", "stepper");
    field.setAccessibleText(name);
    this.fieldBox =
        new Explained(field, name + ": " + min + " to " + max + ", Enter to ask for it");
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    field.focusedProperty().addListener((property, was, is) -> showTruth());
    getChildren().addAll(lessButton, Labels.gap(), fieldBox, note, Labels.gap(), moreButton);
  }

  /** Smaller signs and figures, for a number of less weight. */
  Stepper small() {
    getStyleClass().add("small-stepper");
    lookupAll(".step")
        .forEach(node -> node.getStyleClass().setAll("button", "plain-button", "small-step"));
    return this;
  }

  /**
   * @param locked why it cannot be changed at all; empty where it can
   */
  void show(int value, String words, Optional<String> locked) {
    truth = value;
    fieldBox.disabledBecause(locked);
    note.setText(words);
    lessButton.disabledBecause(less.refusal().get());
    moreButton.disabledBecause(more.refusal().get());
    if (!field.isFocused()) {
      showTruth();
    }
  }

  private void showTruth() {
    field.setText(Integer.toString(truth));
    field.pseudoClassStateChanged(REFUSED, false);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      commit();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      leave();
      event.consume();
    }
  }

  private void commit() {
    try {
      int value = Integer.parseInt(field.getText().strip());
      if (value >= min && value <= max) {
        asked.accept(value);
        leave();
        return;
      }
    } catch (NumberFormatException e) {
      // Shown as refused, as a number out of range is.
    }
    field.pseudoClassStateChanged(REFUSED, true);
    field.selectAll();
  }

  private void leave() {
    getScene().getRoot().requestFocus();
  }

  private static Explained button(String sign, Command command) {
    Button button = new Button(sign);
    button.getStyleClass().setAll("button", "plain-button", "step");
    button.setAccessibleText(command.label());
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> command.run());
    return new Explained(button, command.help());
  }
}
