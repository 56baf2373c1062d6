package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.demo.DemoParts;
import dev.roundabout.viz.ui.kit.CommandLine;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What stands where there are no pods: why there are none, and what can be done about it. */
final class EmptyFlow extends StackPane {
  private final Command deploying;
  private final Label title = Labels.wrapping("empty-title");
  private final Label text = Labels.wrapping("muted");
  private final CommandLine command = Shown.whenNeeded(new CommandLine());
  private final DemoParts parts = Shown.whenNeeded(new DemoParts());
  private final Explained deploy;
  private final Explained image;
  private final Explained choose;

  EmptyFlow(Commands commands) {
    this.deploying = commands.get(Command.Id.DEPLOY_DEMO);
    this.deploy = button("Deploy demo", deploying, "go");
    this.image = button("Another image", commands.get(Command.Id.REMOVE_DEMO), "outlined");
    Command choosing = commands.get(Command.Id.CHOOSE);
    this.choose = button("Choose another cluster  C", choosing, "outlined");
    FlowPane buttons = new FlowPane(deploy, image, choose);
    buttons.getStyleClass().add("pair");
    buttons.setMinSize(0, USE_PREF_SIZE);
    buttons.managedProperty().bind(deploy.visibleProperty().or(choose.visibleProperty()));
    VBox box = new VBox(title, text, command, parts, buttons);
    box.getStyleClass().add("empty-box");
    box.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    box.setMinHeight(USE_PREF_SIZE);
    getChildren().add(scrolling(new StackPane(box)));
    setVisible(false);
  }

  /** A long text in a small window must not hide its end. */
  private static ScrollPane scrolling(StackPane content) {
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().add("see-through");
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    return scroll;
  }

  private static Explained button(String label, Command command, String style) {
    Button button = new Button(label);
    button.getStyleClass().add(style);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> command.run());
    return Shown.whenNeeded(new Explained(button, command.help()));
  }

  void show(boolean empty, Snapshot snapshot) {
    setVisible(empty);
    if (!empty) {
      return;
    }
    EmptyState state = EmptyState.of(snapshot);
    title.setText(state.title());
    Labels.restyle(title, "tone-", state.bad() ? "tone-bad" : "tone-plain");
    text.setText(state.text());
    command.setVisible(!state.command().isEmpty());
    command.show(state.command());
    parts.setVisible(state.deploys());
    parts.show(snapshot.cluster().api().demo());
    deploy.setVisible(state.deploys());
    deploy.disabledBecause(deploying.refusal().get());
    image.setVisible(state.deploys());
    choose.setVisible(state.chooses());
  }
}
