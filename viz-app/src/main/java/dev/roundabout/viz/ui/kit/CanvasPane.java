package dev.roundabout.viz.ui.kit;

import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/** Canvases on top of each other that fill the room they are given, in whole pixels. */
public final class CanvasPane extends Region {
  private final Canvas[] layers;

  public CanvasPane(Canvas... layers) {
    this.layers = layers;
    getChildren().addAll(layers);
    setMinSize(0, 0);
  }

  @Override
  protected void layoutChildren() {
    for (Canvas layer : layers) {
      layer.setWidth(Math.floor(getWidth()));
      layer.setHeight(Math.floor(getHeight()));
    }
  }

  /** Another number for another size. */
  public long stamp() {
    return Math.round(getWidth()) * 16_384 + Math.round(getHeight());
  }

  public boolean isEmpty() {
    return getWidth() < 8 || getHeight() < 8;
  }
}
