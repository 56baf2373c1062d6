package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.Scaler;
import dev.roundabout.viz.ui.kit.Facts;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Says that something else scales the Deployment, with its numbers. */
final class ScalerNotice extends VBox {
  private final Label title = Labels.wrapping("strong", "tone-warn");
  private final Facts facts = new Facts("Replicas", "Target", "Current");
  private final Label warning = Labels.wrapping("small");

  ScalerNotice() {
    getStyleClass().addAll("notice", "warns");
    setId("scaler");
    setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(title, facts, warning);
    Shown.whenNeeded(this);
  }

  void show(Optional<Scaler> scaler) {
    setVisible(scaler.isPresent());
    scaler.ifPresent(this::show);
  }

  private void show(Scaler scaler) {
    title.setText(scaler.title());
    facts.show(
        scaler.min() + " to " + scaler.max(), known(scaler.target()), known(scaler.current()));
    warning.setText("It scales this Deployment, and undoes what you set here.");
  }

  private static String known(String text) {
    return text.isEmpty() ? "not known" : text;
  }
}
