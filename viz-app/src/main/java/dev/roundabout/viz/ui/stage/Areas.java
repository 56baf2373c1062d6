package dev.roundabout.viz.ui.stage;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Panels one above the other, each with its part of the height; the others are not there. */
final class Areas extends Region {
  private static final double GAP = 0.02;

  private List<Area> areas = List.of();

  /**
   * @param part of the height
   */
  record Area(Node node, double part) {}

  Areas() {
    getStyleClass().add("stage-areas");
    setMinSize(0, 0);
  }

  void show(List<Area> next) {
    if (next.equals(areas)) {
      return;
    }
    areas = List.copyOf(next);
    getChildren().setAll(areas.stream().map(Area::node).toList());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double gap = Math.rint(getHeight() * GAP);
    double all = areas.stream().mapToDouble(Area::part).sum();
    double room = getHeight() - gap * (areas.size() - 1);
    double y = 0;
    for (Area area : areas) {
      double high = Math.floor(room * area.part() / all);
      area.node().resizeRelocate(0, Math.rint(y), getWidth(), high);
      y += high + gap;
    }
  }
}
