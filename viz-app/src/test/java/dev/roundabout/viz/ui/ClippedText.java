package dev.roundabout.viz.ui;

import dev.roundabout.viz.ui.kit.Labels;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Finds text that a person cannot read whole: shortened, or outside what clips it. What is scrolled
 * away up or down can be scrolled back and does not count; a long name with a tooltip may be
 * shortened.
 */
final class ClippedText {
  private static final double TOLERANCE = 1.5;

  private ClippedText() {}

  static List<String> in(Parent root) {
    List<String> found = new ArrayList<>();
    visit(root, root, found);
    return found;
  }

  private static void visit(Node node, Parent root, List<String> found) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Labeled labeled && isShortened(labeled)) {
      found.add("shortened: " + labeled.getText());
    }
    if (node instanceof Text text && !text.getText().isBlank() && isOutside(text, root)) {
      found.add("outside: " + text.getText());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> visit(child, root, found));
    }
  }

  private static boolean isShortened(Labeled labeled) {
    if (labeled.getText() == null || labeled.getText().isEmpty()) {
      return false;
    }
    boolean may =
        labeled.getStyleClass().contains(Labels.MAY_SHORTEN) && labeled.getTooltip() != null;
    return !may && !rendered(labeled).equals(labeled.getText());
  }

  /** What the skin draws, with an ellipsis where the room was short. */
  private static String rendered(Labeled labeled) {
    return labeled.getChildrenUnmodifiable().stream()
        .filter(Text.class::isInstance)
        .map(text -> ((Text) text).getText())
        .findFirst()
        .orElse(labeled.getText());
  }

  private static boolean isOutside(Text text, Parent root) {
    Bounds bounds = text.localToScene(text.getLayoutBounds());
    boolean scrolls = false;
    for (Parent at = text.getParent(); at != null; at = at.getParent()) {
      Bounds frame = at.localToScene(at.getLayoutBounds());
      scrolls = scrolls || isViewport(at) || isViewport(at.getParent());
      if (sticksOut(bounds, frame, scrolls)) {
        return true;
      }
      if (at == root) {
        return false;
      }
    }
    return false;
  }

  /** The node inside a scroll pane or a list that clips what is scrolled away. */
  private static boolean isViewport(@Nullable Parent node) {
    return node != null
        && (node.getStyleClass().contains("viewport")
            || node.getStyleClass().contains("clipped-container"));
  }

  private static boolean sticksOut(Bounds inner, Bounds outer, boolean scrolls) {
    boolean sideways =
        inner.getMinX() < outer.getMinX() - TOLERANCE
            || inner.getMaxX() > outer.getMaxX() + TOLERANCE;
    boolean upright =
        inner.getMinY() < outer.getMinY() - TOLERANCE
            || inner.getMaxY() > outer.getMaxY() + TOLERANCE;
    return sideways || (upright && !scrolls);
  }
}
