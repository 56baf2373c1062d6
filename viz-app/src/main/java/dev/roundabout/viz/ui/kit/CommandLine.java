package dev.roundabout.viz.ui.kit;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A line for a terminal, with a button that copies it. */
public final class CommandLine extends HBox {
  private final Label line = Labels.wrapping("mono");
  private final CopyButton copy = new CopyButton("Copy");

  public CommandLine() {
    getStyleClass().add("command-line");
    getChildren().addAll(line, copy);
    HBox.setHgrow(line, Priority.ALWAYS);
    setMinHeight(USE_PREF_SIZE);
  }

  public void show(String text) {
    line.setText(text);
    copy.offer(text);
  }
}
