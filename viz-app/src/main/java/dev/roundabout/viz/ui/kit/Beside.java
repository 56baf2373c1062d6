package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.model.Snapshot;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Two panels in the place of one: side by side where there is room, otherwise one above the other.
 * While the second is not there the first has it all.
 */
public final class Beside implements Panel {
  /** Width that both need side by side, in em. */
  private static final double ROOM = 54;

  private static final double GAP = 0.9;

  /** Of the width, for the first. */
  private static final double PART = 0.58;

  private final Panel first;
  private final Panel second;
  private final ViewSettings view;
  private final Region pane;

  public Beside(Panel first, Panel second, ViewSettings view) {
    this.first = first;
    this.second = second;
    this.view = view;
    this.pane = new Pane(first.node(), second.node());
    second.node().visibleProperty().addListener((property, was, is) -> pane.requestLayout());
  }

  @Override
  public Node node() {
    return pane;
  }

  @Override
  public void render(Snapshot snapshot) {
    first.render(snapshot);
    second.render(snapshot);
  }

  private final class Pane extends Region {
    Pane(Node... nodes) {
      getChildren().addAll(nodes);
    }

    @Override
    protected double computeMinHeight(double width) {
      double one = first.node().minHeight(getWidth());
      if (!second.node().isVisible()) {
        return one;
      }
      double other = second.node().minHeight(getWidth());
      return isWide() ? Math.max(one, other) : one + GAP * view.em() + other;
    }

    private boolean isWide() {
      return getWidth() >= ROOM * view.em();
    }

    @Override
    protected void layoutChildren() {
      double w = getWidth();
      double h = getHeight();
      double gap = Math.rint(GAP * view.em());
      if (!second.node().isVisible()) {
        first.node().resizeRelocate(0, 0, w, h);
      } else if (isWide()) {
        double wide = Math.floor((w - gap) * PART);
        first.node().resizeRelocate(0, 0, wide, h);
        second.node().resizeRelocate(wide + gap, 0, w - wide - gap, h);
      } else {
        double least = first.node().minHeight(getWidth());
        double most = h - gap - second.node().minHeight(getWidth());
        double high = Math.floor(Math.max(least, Math.min((h - gap) / 2, most)));
        first.node().resizeRelocate(0, 0, w, high);
        second.node().resizeRelocate(0, high + gap, w, h - high - gap);
      }
    }
  }
}
