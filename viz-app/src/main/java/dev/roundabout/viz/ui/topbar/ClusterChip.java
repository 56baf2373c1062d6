package dev.roundabout.viz.ui.topbar;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.Tips;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * What is looked at, why where nobody asked for it, and whether it may be changed; a click chooses
 * something else.
 */
final class ClusterChip extends Button {
  private final String help;
  private final Region lamp = new Region();
  private final Label cluster = nameLabel("strong");
  private final Label deployment = nameLabel("strong");
  private final Label why = Shown.whenNeeded(nameLabel("small"));
  private final Label locked = Shown.whenNeeded(Labels.of("read-only", "badge", "tone-warn"));
  private final Tooltip tip = Tips.of("");

  ClusterChip(Command choosing) {
    this.help = choosing.help();
    lamp.getStyleClass().add("dot");
    HBox parts = new HBox(lamp, cluster, deployment, locked, Labels.of("▾", "muted"));
    parts.getStyleClass().add("chip-parts");
    getStyleClass().setAll("button", "chip");
    setId("chip");
    why.setId("chip-why");
    why.setTextOverrun(OverrunStyle.ELLIPSIS);
    setGraphic(new VBox(parts, why));
    setMinWidth(0);
    setMaxWidth(USE_PREF_SIZE);
    HBox.setHgrow(this, Priority.SOMETIMES);
    setTooltip(tip);
    setOnAction(event -> choosing.run());
  }

  /** The chip has the whole names in its tooltip. */
  private static Label nameLabel(String style) {
    Label label = Labels.name(style);
    label.setMouseTransparent(true);
    return label;
  }

  /**
   * @param notOpened whether it could not be opened
   */
  void show(ClusterState state, boolean notOpened) {
    ClusterInfo info = state.info();
    cluster.setText(info.title() + " · " + info.namespace());
    deployment.setText("Deployment " + info.deployment());
    why.setText(info.origin().why());
    why.setVisible(info.origin().unasked());
    locked.setVisible(state.api().guard().locked());
    boolean broken = notOpened || state.api().hearing().filter(Hearing::broken).isPresent();
    boolean complete =
        state.isKnown() && !state.api().noDeployment() && state.ready() >= state.desired();
    Labels.restyle(lamp, "tone-", broken ? "tone-bad" : complete ? "tone-good" : "tone-warn");
    String text = words(state);
    tip.setText(text);
    setAccessibleText(cluster.getText() + ", " + deployment.getText());
    setAccessibleHelp(text);
  }

  private String words(ClusterState state) {
    ClusterInfo.Origin origin = state.info().origin();
    StringBuilder text = new StringBuilder(origin.title() + ": " + origin.why());
    if (!origin.server().isEmpty()) {
      text.append('\n').append(origin.server());
    }
    if (state.api().guard().locked()) {
      text.append("\nread-only: ").append(state.api().guard().why());
    }
    return text.append('\n').append(help).toString();
  }
}
