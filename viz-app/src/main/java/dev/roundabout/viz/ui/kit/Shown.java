package dev.roundabout.viz.ui.kit;

import javafx.scene.Node;

/** What takes no room while it is not there. */
public final class Shown {
  private Shown() {}

  /** The node takes room only while it is visible; at first it is not. */
  public static <N extends Node> N whenNeeded(N node) {
    node.setVisible(false);
    node.managedProperty().bind(node.visibleProperty());
    return node;
  }
}
