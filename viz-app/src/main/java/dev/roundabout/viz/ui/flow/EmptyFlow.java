package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What stands where there are no pods. */
final class EmptyFlow extends VBox {
  private final Label title = Labels.of("", "empty-title");
  private final Label hint = Labels.of("", "muted");

  EmptyFlow() {
    super();
    getStyleClass().add("empty-box");
    setMouseTransparent(true);
    getChildren().addAll(title, hint);
  }

  void show(boolean empty, ClusterState cluster) {
    setVisible(empty);
    if (!empty) {
      return;
    }
    boolean waiting = cluster.desired() > 0;
    title.setText(waiting ? "No pods yet" : "No pods");
    hint.setText(
        waiting
            ? Numbers.of(cluster.desired(), "replica") + " asked for, none created"
            : "Press + to scale " + cluster.info().deployment() + " up");
  }
}
