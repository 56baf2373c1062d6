package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/**
 * A value with − and +. It shows the truth; a typed one is asked for with Enter.
 *
 * @param <T> what is stepped through
 */
final class Stepper<T> extends HBox {
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

  private final TextField field = new TextField("0");
  private final Explained fieldBox;
  private final Label note = Labels.of("", "muted", "small", "stepper-note");
  private final String keys;
  private final Command less;
  private final Command more;
  private final Explained lessButton;
  private final Explained moreButton;
  private final Reading<T> reading;
  private final Consumer<T> asked;
  private String truth = "";

  /**
   * How a value is typed.
   *
   * @param parse empty for what it cannot be
   * @param range what it can be, in words
   */
  record Reading<T>(Function<String, Optional<T>> parse, Function<T, String> print, String range) {

    static Reading<Integer> of(int min, int max) {
      return new Reading<>(
          text ->
              number(text)
                  .filter(n -> n == Math.rint(n))
                  .map(Double::intValue)
                  .filter(n -> n >= min && n <= max),
          n -> Integer.toString(n),
          min + " to " + max);
    }

    /** In seconds, with a fraction where there is one. */
    static Reading<Duration> of(Duration min, Duration max) {
      return new Reading<>(
          text ->
              number(text)
                  .map(n -> Duration.ofMillis(Math.round(n * 1000)))
                  .filter(time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0),
          time -> Numbers.seconds(time).replace(" s", ""),
          Numbers.seconds(min) + " to " + Numbers.seconds(max));
    }

    private static Optional<Double> number(String text) {
      try {
        return Optional.of(Double.parseDouble(text.strip()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * @param name for people who hear the window
   * @param asked takes a typed value
   */
  Stepper(String name, Command less, Command more, Reading<T> reading, Consumer<T> asked) {
    this.less = less;
    this.more = more;
    this.reading = reading;
    this.asked = asked;
    this.keys = keys(less, more);
    this.lessButton = button("−", less);
    this.moreButton = button("+", more);
    getStyleClass().addAll("box", "stepper");
    field.setAccessibleText(name);
    this.fieldBox = new Explained(field, name + ": " + reading.range() + ", Enter to ask for it");
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    field.focusedProperty().addListener((property, was, is) -> showTruth());
    getChildren().addAll(lessButton, Labels.gap(), fieldBox, note, Labels.gap(), moreButton);
  }

  /** Smaller signs and figures, for a number of less weight. */
  Stepper<T> small() {
    getStyleClass().add("small-stepper");
    lookupAll(".step")
        .forEach(node -> node.getStyleClass().setAll("button", "plain-button", "small-step"));
    return this;
  }

  /**
   * @param locked why it cannot be changed at all; empty where it can
   */
  void show(T value, String words, Optional<String> locked) {
    show(reading.print().apply(value), words, locked);
  }

  /** Something else than a value, e.g. that there is none. */
  void show(String text, String words, Optional<String> locked) {
    truth = text;
    fieldBox.disabledBecause(locked);
    note.setText(words.isEmpty() ? keys : words + keys);
    lessButton.disabledBecause(less.refusal().get());
    moreButton.disabledBecause(more.refusal().get());
    if (!field.isFocused()) {
      showTruth();
    }
  }

  private void showTruth() {
    field.setText(truth);
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
    Optional<T> value = reading.parse().apply(field.getText());
    if (value.isPresent()) {
      asked.accept(value.get());
      leave();
      return;
    }
    field.pseudoClassStateChanged(REFUSED, true);
    field.selectAll();
  }

  private void leave() {
    getScene().getRoot().requestFocus();
  }

  /** Those that are other signs than the ones on the buttons. */
  private static String keys(Command less, Command more) {
    return less.keyText().isEmpty() || less.keyText().equals("−")
        ? ""
        : " " + less.keyText() + " " + more.keyText();
  }

  private static Explained button(String sign, Command command) {
    Button button = new Button(sign);
    button.getStyleClass().setAll("button", "plain-button", "step");
    button.setAccessibleText(command.label());
    button.setId("command-" + command.id());
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> command.run());
    return new Explained(button, command.help());
  }
}
