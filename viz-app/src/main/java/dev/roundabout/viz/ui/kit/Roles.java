package dev.roundabout.viz.ui.kit;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.layout.Background;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * The theme's colours for what is drawn on a canvas. An empty region per role takes its background
 * from the stylesheets as every other node does; this reads it back.
 */
public final class Roles {
  private final Pane node = new Pane();
  private final Map<Role, Region> probes = new EnumMap<>(Role.class);
  private int version;

  public Roles() {
    node.setManaged(false);
    node.setMouseTransparent(true);
    for (Role role : Role.values()) {
      Region probe = new Region();
      probe.setStyle("-fx-background-color: " + role.css() + ";");
      probe.backgroundProperty().addListener((property, before, after) -> version++);
      probes.put(role, probe);
    }
    node.getChildren().setAll(probes.values());
  }

  /** To be placed anywhere in the scene; draws nothing. */
  public Node node() {
    return node;
  }

  /** Grows with every change of a colour, so that a canvas knows when to draw again. */
  public int version() {
    return version;
  }

  /** Transparent until the stylesheets have been applied once. */
  public Color color(Role role) {
    Region probe = probes.get(role);
    Background background = probe == null ? Background.EMPTY : probe.getBackground();
    if (background == null || background.getFills().isEmpty()) {
      return Color.TRANSPARENT;
    }
    return background.getFills().get(0).getFill() instanceof Color color
        ? color
        : Color.TRANSPARENT;
  }
}
