package dev.roundabout.viz.ui.stage;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Nothing but black; any key or click ends it and does nothing else. */
public final class Blank {
  private final Region black = new Region();

  /**
   * @param root of the scene: keys come to it after the scene's own
   */
  public Blank(Pane root) {
    black.setStyle("-fx-background-color: black;");
    black.setId("blank");
    black.setVisible(false);
    black.setOnMousePressed(
        event -> {
          black.setVisible(false);
          event.consume();
        });
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** Lies over everything. */
  public Node node() {
    return black;
  }

  public boolean isOn() {
    return black.isVisible();
  }

  public void show() {
    black.setVisible(true);
  }

  private void pressed(KeyEvent event) {
    if (isOn()) {
      black.setVisible(false);
      event.consume();
    }
  }
}
