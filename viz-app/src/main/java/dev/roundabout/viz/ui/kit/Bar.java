package dev.roundabout.viz.ui.kit;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A bar in its track, with words where there is nothing to fill. */
public final class Bar extends Region {
  private final Region fill = new Region();
  private final Label words = new Label();
  private double part;

  public Bar() {
    getStyleClass().add("track");
    fill.getStyleClass().add("fill");
    words.getStyleClass().addAll("small", "muted");
    getChildren().addAll(fill, words);
  }

  /**
   * Fills it, or says why not.
   *
   * @param value of the track that is filled, 0 to 1
   * @param text where there is nothing to fill
   */
  public void show(double value, String text) {
    words.setText(text);
    words.setVisible(!text.isEmpty());
    // A thousandth of the track is less than a pixel.
    double rounded = Math.rint(value * 1000) / 1000;
    if (rounded != part) {
      part = rounded;
      fill.resize(Math.rint(getWidth() * part), getHeight());
    }
  }

  /** Whether these words have room in it; true before it has a width. */
  public boolean hasRoomFor(String text) {
    words.setText(text);
    return getWidth() == 0 || words.prefWidth(-1) <= getWidth() - 8;
  }

  /** Height that its words need. */
  public double leastHeight() {
    return Math.ceil(words.prefHeight(-1));
  }

  @Override
  protected void layoutChildren() {
    fill.resizeRelocate(0, 0, Math.rint(getWidth() * part), getHeight());
    double high = words.prefHeight(-1);
    double wide = words.prefWidth(-1);
    // Until others are chosen for a bar that became smaller: words are whole, or not there.
    boolean fits = wide <= getWidth() - 8 && high <= getHeight() + 1;
    words.setVisible(fits && !words.getText().isEmpty());
    words.resizeRelocate(4, Math.rint((getHeight() - high) / 2), wide, high);
  }

  @Override
  protected double computeMinHeight(double width) {
    return 4;
  }
}
