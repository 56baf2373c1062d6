package dev.roundabout.viz.ui.question;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.ui.commands.Question;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Puts a question; only its button says yes. */
public final class QuestionDialog {
  private final Consumer<Action> actions;
  private final Label title = Labels.wrapping("dialog-title");
  private final Label text = Labels.wrapping();
  private final Button yes = new Button();
  private final Overlay overlay;
  private List<Action> wanted = List.of();

  /**
   * @param actions takes what was said yes to
   * @param closed gives the focus back
   */
  public QuestionDialog(Consumer<Action> actions, Runnable closed) {
    this.actions = actions;
    Button no = new Button("Leave it as it is");
    HBox buttons = new HBox(Labels.gap(), no, yes);
    buttons.getStyleClass().add("pair");
    VBox box = new VBox(title, text, buttons);
    box.getStyleClass().add("dialog");
    box.setId("question");
    this.overlay = new Overlay(box, no, closed);
    no.getStyleClass().add("outlined");
    no.setMinWidth(VBox.USE_PREF_SIZE);
    no.setOnAction(event -> overlay.hide());
    yes.getStyleClass().add("stop");
    yes.setMinWidth(VBox.USE_PREF_SIZE);
    yes.setId("yes");
    yes.setOnAction(event -> agreed());
  }

  /** Lies over the window while it is open. */
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show(Question question) {
    title.setText(question.title());
    text.setText(question.text());
    yes.setText(question.yes());
    wanted = question.actions();
    overlay.show();
  }

  private void agreed() {
    overlay.hide();
    wanted.forEach(actions);
  }
}
