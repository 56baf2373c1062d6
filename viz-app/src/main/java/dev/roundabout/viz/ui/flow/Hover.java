package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.kit.PodTip;
import dev.roundabout.viz.ui.kit.Tips;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/** The mouse over pods that are drawn: a click selects one, and its tooltip tells all of it. */
final class Hover {
  private final Node node;
  private final Tooltip tip = Tips.of("");

  /**
   * @param podAt the pod below the mouse
   */
  Hover(Node node, Function<MouseEvent, Optional<PodRow>> podAt, Consumer<PodRow> clicked) {
    this.node = node;
    node.setOnMouseClicked(event -> podAt.apply(event).ifPresent(clicked));
    node.setOnMouseMoved(event -> explain(podAt.apply(event)));
  }

  private void explain(Optional<PodRow> pod) {
    String text = pod.map(PodTip::of).orElse("");
    if (text.equals(tip.getText())) {
      return;
    }
    tip.setText(text);
    Tooltip.uninstall(node, tip);
    if (!text.isEmpty()) {
      Tooltip.install(node, tip);
    }
  }
}
