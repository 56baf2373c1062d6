package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.ui.kit.Labels;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** A text with the room of the tallest that it will have, so that nothing below it jumps. */
public final class Roomy extends StackPane {
  private final Label shown;
  private final String[] styles;
  private List<String> tallest = List.of();

  /**
   * @param styles that the text has
   */
  public Roomy(Label shown, String... styles) {
    this.shown = shown;
    this.styles = styles.clone();
    setAlignment(Pos.TOP_LEFT);
    setMinHeight(USE_PREF_SIZE);
    getChildren().add(shown);
  }

  /** Keeps room for each of these texts. */
  public void keep(List<String> texts) {
    if (texts.equals(tallest)) {
      return;
    }
    tallest = List.copyOf(texts);
    List<Node> children = new ArrayList<>(List.of(shown));
    for (String text : texts) {
      Label measured = Labels.wrapping(styles);
      measured.setText(text);
      measured.setVisible(false);
      children.add(measured);
    }
    getChildren().setAll(children);
  }
}
