package dev.roundabout.viz.app;

import dev.roundabout.viz.ui.MainWindow;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * Opens a stage so that what is in its frame has a size. A window manager that puts a frame around
 * it shrinks it first to the least size that it allows, and how wide the frame is is known only
 * then. JavaFX application thread only.
 */
final class ContentSize {
  private final Stage stage;
  private final WindowOptions.Size wanted;
  private boolean framed;

  private ContentSize(Stage stage, WindowOptions.Size wanted) {
    this.stage = stage;
    this.wanted = wanted;
  }

  /** Shows the stage, whose scene has that size already. */
  static void show(Stage stage, WindowOptions.Size wanted) {
    ContentSize size = new ContentSize(stage, wanted);
    stage.getScene().heightProperty().addListener((property, was, is) -> size.changed());
    stage.show();
    stage.setWidth(wanted.width());
    stage.setHeight(wanted.height());
    size.changed();
  }

  /** The first time that there is a frame; what comes later is a person's own. */
  private void changed() {
    if (!framed && frameHeight() > 0) {
      framed = true;
      Platform.runLater(this::fit);
    }
  }

  private void fit() {
    stage.setWidth(wanted.width() + stage.getWidth() - stage.getScene().getWidth());
    stage.setHeight(wanted.height() + frameHeight());
    // The type of a stage goes by its height, so that it can be smaller.
    stage.setMinWidth(Math.min(wanted.width(), MainWindow.MIN_WIDTH));
    stage.setMinHeight(Math.min(wanted.height(), MainWindow.MIN_HEIGHT));
  }

  private double frameHeight() {
    return stage.getHeight() - stage.getScene().getHeight();
  }
}
