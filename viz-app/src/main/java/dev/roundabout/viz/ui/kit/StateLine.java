package dev.roundabout.viz.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Something at the left and its state at the right; a long state stands in a line below. */
public final class StateLine extends VBox {
  /** Letters of both that have room in the narrowest column. */
  private static final int ROOM = 26;

  private final Label beside = Shown.whenNeeded(Labels.of("", "state"));
  private final Label below = Shown.whenNeeded(Labels.wrapping("state"));

  public StateLine(Node... left) {
    HBox line = new HBox(left);
    line.getStyleClass().add("list-row");
    line.getChildren().addAll(Labels.gap(), beside);
    below.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(line, below);
    setMinHeight(USE_PREF_SIZE);
  }

  /** Whether texts of so many letters stand in one line. */
  public static boolean fits(int letters) {
    return letters <= ROOM;
  }

  /**
   * Shows a state beside what stands at the left, or below it if both have no room in a line.
   *
   * @param left how many letters stand at the left
   * @param tone style class of the state
   */
  public void show(int left, String state, String tone) {
    boolean isShort = fits(left + state.length());
    show(beside, isShort, state, tone);
    show(below, !isShort, state, tone);
  }

  private static void show(Label label, boolean shown, String state, String tone) {
    label.setVisible(shown);
    label.setText(shown ? state : "");
    Labels.restyle(label, "tone-", tone);
  }
}
