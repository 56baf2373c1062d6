package dev.roundabout.viz.ui.kit;

import javafx.beans.value.ObservableValue;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A box over the window, which is shaded while it is open. Escape and a click beside it close it;
 * the focus does not leave it before.
 */
public final class Overlay {
  private final StackPane shade;
  private final Node first;
  private final Runnable closed;

  /**
   * @param first gets the focus when it opens
   * @param closed gives the focus back
   */
  public Overlay(Region box, Node first, Runnable closed) {
    this.shade = new StackPane(box);
    this.first = first;
    this.closed = closed;
    box.getStyleClass().add("overlay");
    box.setMaxHeight(Region.USE_PREF_SIZE);
    box.setOnMouseClicked(Event::consume);
    shade.getStyleClass().add("shade");
    shade.setOnMouseClicked(event -> hide());
    shade.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    shade.setVisible(false);
    shade.managedProperty().bind(shade.visibleProperty());
    shade.sceneProperty().addListener((property, before, after) -> watchFocus(after));
  }

  /** Lies over the window while it is open. */
  public StackPane node() {
    return shade;
  }

  public boolean isOpen() {
    return shade.isVisible();
  }

  public void show() {
    shade.setVisible(true);
    first.requestFocus();
  }

  public void hide() {
    if (isOpen()) {
      shade.setVisible(false);
      closed.run();
    }
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      hide();
      event.consume();
    }
  }

  private void watchFocus(@Nullable Scene scene) {
    if (scene != null) {
      scene.focusOwnerProperty().addListener(this::focusMoved);
    }
  }

  /** Tab on the last control would reach what is behind. */
  private void focusMoved(
      ObservableValue<? extends Node> property, @Nullable Node before, @Nullable Node after) {
    if (isOpen() && after != null && !contains(after)) {
      first.requestFocus();
    }
  }

  private boolean contains(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(shade)) {
        return true;
      }
    }
    return false;
  }
}
