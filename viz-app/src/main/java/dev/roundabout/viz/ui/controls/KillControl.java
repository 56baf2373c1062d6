package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Role;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Ends a pod, gently or hard, or freezes it, and says which; or ends all, one after another. */
final class KillControl extends VBox {
  private final Asker ask;
  private final Command gentle;
  private final Command hard;
  private final Command restart;
  private final Explained gentleButton;
  private final Explained hardButton;
  private final Explained restartButton;
  private final Command freezing;
  private final Explained freezeButton;
  private final Button freeze;
  private final Region dot = new Region();
  private final Label name = Labels.of("", "mono", "strong");
  private final Label hint = Labels.of("", "muted", "small");

  KillControl(Asker ask, Commands commands) {
    this.ask = ask;
    this.gentle = commands.get(Command.Id.DELETE_POD);
    this.hard = commands.get(Command.Id.KILL_POD);
    this.restart = commands.get(Command.Id.RESTART);
    this.restartButton = Buttons.of("Restart", restart, "outlined");
    this.gentleButton = Buttons.of("Delete", gentle, "outlined");
    this.hardButton = Buttons.of("Kill", hard, "outlined", "danger");
    this.freezing = commands.get(Command.Id.FREEZE);
    this.freezeButton = Buttons.of("Freeze", freezing, "outlined");
    this.freeze = (Button) freezeButton.getChildren().get(0);
    getStyleClass().add("rail");
    dot.getStyleClass().add("dot");
    HBox target = new HBox(dot, name, Labels.gap(), hint);
    target.getStyleClass().add("list-row");
    getChildren()
        .addAll(
            target,
            Buttons.pair(gentleButton, hardButton),
            Buttons.pair(freezeButton, restartButton));
  }

  void show(String selected) {
    Optional<PodRow> target = ask.killTarget();
    Labels.restyle(dot, "pod-", target.map(row -> Role.podClass(row.place())).orElse("pod-none"));
    name.setText(target.map(row -> row.pod().shortName()).orElse("none"));
    hint.setText(
        target
            .map(row -> row.pod().name().equals(selected) ? "selected" : "first that serves")
            .orElse("no pod serves"));
    gentleButton.disabledBecause(gentle.refusal().get());
    hardButton.disabledBecause(hard.refusal().get());
    freezeButton.disabledBecause(freezing.refusal().get());
    boolean thaws = ask.freezeTarget().filter(row -> row.pod().frozen()).isPresent();
    freeze.setText(Buttons.withKey(thaws ? "Thaw" : "Freeze", freezing));
    restartButton.disabledBecause(restart.refusal().get());
  }
}
