package dev.roundabout.viz.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Labels and gaps. */
public final class Labels {
  /** Style class of a label for a long name, which may be shortened: a tooltip has it whole. */
  public static final String MAY_SHORTEN = "may-shorten";

  private Labels() {}

  public static Label of(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /** For a name whose length is not ours. */
  public static Label name(String... styles) {
    Label label = of("", styles);
    label.getStyleClass().add(MAY_SHORTEN);
    label.setMinWidth(0);
    label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    Tooltip tip = new Tooltip();
    tip.textProperty().bind(label.textProperty());
    label.setTooltip(tip);
    return label;
  }

  /** A text that wraps to the width it is given, and is never cut off below. */
  public static Label wrapping(String... styles) {
    Label label = of("", styles);
    label.setWrapText(true);
    label.setMinWidth(0);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** Takes the room that is left in a row. */
  public static Node gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  /** Replaces one of several style classes. */
  public static void restyle(Node node, String prefix, String style) {
    if (node.getStyleClass().contains(style)) {
      return;
    }
    node.getStyleClass().removeIf(existing -> existing.startsWith(prefix));
    node.getStyleClass().add(style);
  }
}
