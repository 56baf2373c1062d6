package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The facts behind the stages of one pod, with both clocks. */
public final class StageDialog {
  private final Label title = Labels.wrapping("dialog-title");
  private final Label waiting = Labels.wrapping("tone-warn");
  private final GridPane table = new GridPane();
  private final Overlay overlay;

  /**
   * @param closed gives the focus back
   */
  public StageDialog(Runnable closed) {
    Label about = Labels.wrapping("muted");
    about.setText(
        "Our clock says when Roundabout saw it; the cluster's API tells its own time, often in"
            + " whole seconds.");
    Button leave = new Button("Close");
    leave.getStyleClass().add("outlined");
    leave.setMinWidth(VBox.USE_PREF_SIZE);
    HBox buttons = new HBox(Labels.gap(), leave);
    ScrollPane scroll = new ScrollPane(table);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox box = new VBox(title, waiting, scroll, about, buttons);
    box.getStyleClass().addAll("dialog", "wide");
    box.setId("stages");
    this.overlay = new Overlay(box, leave, closed);
    leave.setOnAction(event -> overlay.hide());
    table.getStyleClass().add("facts");
    ColumnConstraints last = new ColumnConstraints();
    last.setHgrow(Priority.ALWAYS);
    for (int i = 0; i < 4; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setMinWidth(GridPane.USE_PREF_SIZE);
      table.getColumnConstraints().add(column);
    }
    table.getColumnConstraints().add(last);
  }

  /** Lies over the window while it is open. */
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show(StageFacts facts) {
    title.setText(facts.title());
    waiting.setText(facts.waiting());
    waiting.setVisible(!facts.waiting().isEmpty());
    waiting.setManaged(!facts.waiting().isEmpty());
    table.getChildren().clear();
    row(0, "muted", List.of("Stage", "took", "our clock", "API's clock", "seen by"));
    for (int i = 0; i < facts.lines().size(); i++) {
      StageFacts.Line line = facts.lines().get(i);
      row(
          i + 1,
          i == facts.chosen() ? "tone-user" : "tone-plain",
          List.of(line.stage(), line.after(), line.ours(), line.api(), line.how()));
    }
    overlay.show();
  }

  private void row(int index, String style, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      Label cell = i + 1 == cells.size() ? Labels.wrapping(style) : Labels.of("", style);
      cell.setText(cells.get(i));
      if (i > 0 && i + 1 < cells.size()) {
        cell.getStyleClass().add("mono");
      }
      table.add(cell, i, index);
    }
  }
}
