package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.Experiments.Offer;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** An experiment in the list: its number, title and question, or why it cannot be done here. */
final class Row extends Button {
  private final Offer offer;
  private final boolean open;
  private final Consumer<Offer> begin;

  /**
   * @param open whether anything can begin now
   */
  Row(Offer offer, boolean open, Consumer<Offer> begin) {
    this.offer = offer;
    this.open = open;
    this.begin = begin;
    Label number = Labels.of(String.valueOf(offer.number()), "experiment-number", "muted");
    Label title = Labels.wrapping("strong");
    title.setText(offer.title());
    Label question = Labels.wrapping(offer.obstacle().isPresent() ? "tone-warn" : "muted");
    question.setText(offer.obstacle().map(why -> "Not here: " + why).orElse(offer.question()));
    VBox words = new VBox(title, question);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(number, words);
    line.getStyleClass().add("experiment-line");
    line.prefWidthProperty().bind(widthProperty().subtract(24));
    setGraphic(line);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setMaxWidth(Double.MAX_VALUE);
    setMinHeight(USE_PREF_SIZE);
    setMnemonicParsing(false);
    setAccessibleText(offer.title() + ". " + question.getText());
    getStyleClass().add("experiment-row");
    setId("experiment-" + offer.number());
    setOnAction(event -> fireOffer());
  }

  Offer offer() {
    return offer;
  }

  private void fireOffer() {
    if (open && offer.obstacle().isEmpty()) {
      begin.accept(offer);
    }
  }
}
