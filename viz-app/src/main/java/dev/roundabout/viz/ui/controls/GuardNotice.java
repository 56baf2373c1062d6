package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Says above the controls that the cluster is not changed from here, why, and the way out. */
final class GuardNotice extends VBox {
  private final Command unlocking;
  private final Label why = Labels.wrapping("small");
  private final Explained unlock;

  GuardNotice(Commands commands) {
    this.unlocking = commands.get(Command.Id.UNLOCK);
    this.unlock = Buttons.of("Unlock…", unlocking, "outlined");
    Label title = Labels.of("Read-only", "strong", "tone-warn");
    getStyleClass().addAll("notice", "warns");
    setId("guard");
    setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(title, why, unlock);
    Shown.whenNeeded(this);
  }

  void show(Guard guard) {
    setVisible(guard.locked());
    why.setText(guard.why());
    unlock.disabledBecause(unlocking.refusal().get());
  }
}
