package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.ui.kit.Labels;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What is so and why, in two lines that the last row reads; a long text gets smaller type. */
final class Headline extends VBox {
  /** Mean width of a character in its own em. */
  private static final double CHARACTER = 0.57;

  private final Label what = Labels.wrapping("stage-what");
  private final Label why = Labels.wrapping("stage-why");

  /**
   * @param tone style class of the second line
   */
  record Lines(String what, String why, String tone) {}

  Headline() {
    getStyleClass().add("stage-headline");
    what.setId("stage-what");
    why.setId("stage-why");
    what.setAccessibleRole(AccessibleRole.TEXT);
    setMinWidth(0);
    getChildren().addAll(what, why);
  }

  /**
   * @param width of the headline in em
   */
  void show(Lines lines, double width) {
    what.setText(lines.what());
    why.setText(lines.why());
    Labels.restyle(this, "type-", type(lines, width));
    Labels.restyle(why, "tone-", lines.tone());
    Labels.restyle(this, "edge-", lines.tone().replace("tone-", "edge-"));
  }

  /** The sizes are those of the stylesheet. */
  private static String type(Lines lines, double width) {
    if (fits(lines.what(), 2.1, width) && fits(lines.why(), 1.45, width)) {
      return "type-large";
    }
    if (fits(lines.what(), 1.75, width) && fits(lines.why(), 1.35, width)) {
      return "type-middle";
    }
    // Words do not fill their lines to the end.
    return fits(lines.what(), 1.68, 1.85 * width) ? "type-small" : "type-least";
  }

  private static boolean fits(String text, double size, double width) {
    return text.length() * CHARACTER * size <= width;
  }
}
