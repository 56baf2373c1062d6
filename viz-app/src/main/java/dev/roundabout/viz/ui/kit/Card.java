package dev.roundabout.viz.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The frame of a panel: a title, a note beside it, a note at the right, and the body. */
public final class Card extends VBox {
  private final Label note = Labels.name("muted");
  private final Label right;

  /**
   * @param right the note at the right of the title
   */
  public Card(String title, Label right, Node... body) {
    this.right = right;
    getStyleClass().add("card");
    Label heading = Labels.of(title, "card-title");
    note.setTextOverrun(OverrunStyle.ELLIPSIS);
    HBox head = new HBox(heading, note, Labels.gap(), right);
    head.getStyleClass().add("card-head");
    right.getStyleClass().add("card-right");
    getChildren().add(head);
    getChildren().addAll(body);
    if (body.length > 0) {
      VBox.setVgrow(body[0], Priority.ALWAYS);
    }
  }

  public Label note() {
    return note;
  }

  public Label right() {
    return right;
  }
}
