package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.Spot;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;

/** Marks the panel that one should look at. */
final class Spotlight {
  private static final String STYLE = "look-here";

  private final Map<Spot, Node> panels;
  private Optional<Node> lit = Optional.empty();

  Spotlight(Map<Spot, Node> panels) {
    this.panels = Map.copyOf(panels);
  }

  /** Each change of a style class makes a panel look for its styles again. */
  void on(Optional<Spot> spot) {
    Optional<Node> next = spot.map(panels::get);
    if (!next.equals(lit)) {
      lit.ifPresent(node -> node.getStyleClass().remove(STYLE));
      next.ifPresent(node -> node.getStyleClass().add(STYLE));
      lit = next;
    }
  }
}
