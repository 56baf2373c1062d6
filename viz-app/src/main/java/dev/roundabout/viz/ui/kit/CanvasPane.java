package dev.roundabout.viz.ui.kit;

import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/** A canvas that fills the room it is given, in whole pixels, and maybe smaller ones over it. */
public final class CanvasPane extends Region {
  private final Canvas canvas;

  public CanvasPane(Canvas canvas) {
    this.canvas = canvas;
    getStyleClass().add("sheet");
    getChildren().add(canvas);
    setMinSize(0, 0);
  }

  /** Lies over the canvas; its owner gives it place and size. */
  public void cover(Canvas patch) {
    patch.setManaged(false);
    patch.setMouseTransparent(true);
    getChildren().add(patch);
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(Math.floor(getWidth()));
    canvas.setHeight(Math.floor(getHeight()));
  }

  /** Another number for another size. */
  public long stamp() {
    return Math.round(getWidth()) * 16_384 + Math.round(getHeight());
  }

  public boolean isEmpty() {
    return getWidth() < 8 || getHeight() < 8;
  }
}
