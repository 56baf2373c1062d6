package dev.roundabout.viz.ui.unlock;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.Facts;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.InstantSource;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Asks for the Deployment's name before a cluster may be changed: context, server, namespace, kind
 * and name are in the question, and the name must be typed.
 */
public final class UnlockDialog implements Panel {
  private final Asker ask;
  private final Gate gate;
  private final Label why = Labels.wrapping("tone-warn");
  private final Facts facts = new Facts("Context", "Server", "Namespace", "Kind", "Name");
  private final Label question = Labels.wrapping();
  private final TextField typed = new TextField();
  private final Button unlock = new Button("Unlock");
  private final Overlay overlay;
  private String deployment = "";

  /**
   * @param closed gives the focus back
   */
  public UnlockDialog(Asker ask, Runnable closed, InstantSource clock) {
    this.ask = ask;
    this.gate = Gate.prompt(clock);
    Label title = Labels.wrapping("dialog-title");
    title.setText("Change this cluster from here?");
    Label effect = Labels.wrapping("muted");
    effect.setText(
        "Unlocked, this Deployment can be scaled and restarted and its pods ended, and the demo"
            + " deployed beside it, until Roundabout ends. Nothing else is changed.");
    Button cancel = new Button("Leave it read-only");
    HBox buttons = new HBox(Labels.gap(), cancel, unlock);
    buttons.getStyleClass().add("pair");
    VBox box = new VBox(title, why, facts, effect, question, typed, buttons);
    box.getStyleClass().add("dialog");
    this.overlay = new Overlay(box, typed, closed);
    unlock.getStyleClass().add("stop");
    cancel.getStyleClass().add("outlined");
    cancel.setMinWidth(VBox.USE_PREF_SIZE);
    unlock.setMinWidth(VBox.USE_PREF_SIZE);
    cancel.setOnAction(event -> overlay.hide());
    unlock.setId("unlock");
    unlock.setOnAction(event -> confirm());
    typed.setId("unlock-name");
    typed.setOnAction(event -> confirm());
    typed.textProperty().addListener((property, before, after) -> weigh());
  }

  @Override
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show() {
    typed.clear();
    weigh();
    overlay.show();
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!gate.opens(0, snapshot.cluster().info(), snapshot.cluster().api().guard())) {
      return;
    }
    ClusterInfo info = snapshot.cluster().info();
    if (!info.deployment().equals(deployment)) {
      typed.clear();
    }
    deployment = info.deployment();
    why.setText(snapshot.cluster().api().guard().why());
    ClusterInfo.Origin origin = info.origin();
    facts.show(origin.context(), origin.server(), info.namespace(), "Deployment", deployment);
    question.setText("Type " + deployment + " to unlock it:");
    typed.setPromptText(deployment);
    typed.setAccessibleText("Name of the Deployment");
    weigh();
  }

  private void weigh() {
    unlock.setDisable(!isRight());
  }

  private boolean isRight() {
    return !deployment.isEmpty() && typed.getText().strip().equals(deployment);
  }

  private void confirm() {
    if (isRight()) {
      overlay.hide();
      ask.ask(new Action.Unlock(deployment));
    }
  }
}
