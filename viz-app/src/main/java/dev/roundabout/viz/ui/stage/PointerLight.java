package dev.roundabout.viz.ui.stage;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;

/** Shades everything but a circle around the pointer. */
public final class PointerLight {
  /** Of the height of the window. */
  private static final double RADIUS = 0.17;

  private static final Color SHADE = Color.gray(0, 0.72);

  private final Pane pane = new Pane();
  private double x = -1;
  private double y = -1;

  public PointerLight() {
    pane.setMouseTransparent(true);
    pane.setVisible(false);
    pane.setManaged(false);
    pane.setId("pointer-light");
  }

  /** Lies over everything that it shades. */
  public Node node() {
    return pane;
  }

  /** Follows the pointer over this scene. */
  public void install(Scene scene) {
    scene.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
    scene.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::moved);
    scene.heightProperty().addListener((property, was, is) -> draw());
    scene.widthProperty().addListener((property, was, is) -> draw());
  }

  public boolean isOn() {
    return pane.isVisible();
  }

  public void toggle() {
    pane.setVisible(!isOn());
    draw();
  }

  private void moved(MouseEvent event) {
    x = event.getSceneX();
    y = event.getSceneY();
    draw();
  }

  /** Until the pointer has moved, the light is in the middle. */
  private void draw() {
    Scene scene = pane.getScene();
    if (!isOn() || scene == null) {
      return;
    }
    boolean known = x >= 0;
    Circle light =
        new Circle(
            known ? x : scene.getWidth() / 2,
            known ? y : scene.getHeight() / 2,
            RADIUS * scene.getHeight());
    Shape shade = Shape.subtract(new Rectangle(scene.getWidth(), scene.getHeight()), light);
    shade.setFill(SHADE);
    pane.getChildren().setAll(shade);
  }
}
