package dev.roundabout.viz.ui.topbar;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The name of the window, what is looked at, and the way to the commands. */
public final class TopBar implements Panel {
  /** Room that the subtitle needs, in em of the whole bar. */
  private static final double ROOM_FOR_SUBTITLE = 85;

  private final Gate gate;
  private final ClusterChip chip;
  private final HBox bar;

  public TopBar(Commands commands, ViewSettings view, InstantSource clock) {
    this.gate = Gate.prompt(clock);
    Label title = Labels.of("Roundabout", "title");
    Label subtitle = Labels.of("gRPC load balancing on Kubernetes, live", "muted");
    this.chip = new ClusterChip(commands.get(Command.Id.CHOOSE));
    Button theme = button(commands.get(Command.Id.THEME));
    theme
        .textProperty()
        .bind(Bindings.createStringBinding(() -> view.theme().get().label(), view.theme()));
    Button palette = button(commands.get(Command.Id.PALETTE));
    palette.setText("Commands  Ctrl K");
    Button experiments = button(commands.get(Command.Id.EXPERIMENTS));
    experiments.setText("Experiments  E");
    this.bar =
        new HBox(
            title,
            subtitle,
            Labels.gap(),
            chip,
            Labels.gap(),
            new Explained(experiments, commands.get(Command.Id.EXPERIMENTS).help()),
            new Explained(theme, commands.get(Command.Id.THEME).help()),
            new Explained(palette, commands.get(Command.Id.PALETTE).help()));
    bar.getStyleClass().add("top-bar");
    bar.setMinHeight(Region.USE_PREF_SIZE);
    subtitle.managedProperty().bind(subtitle.visibleProperty());
    subtitle
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> bar.getWidth() > ROOM_FOR_SUBTITLE * view.em(),
                bar.widthProperty(),
                view.scale(),
                view.theme()));
  }

  private static Button button(Command command) {
    Button button = new Button(command.label());
    button.getStyleClass().add("plain-button");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> command.run());
    return button;
  }

  @Override
  public Node node() {
    return bar;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!gate.opens(0, snapshot.cluster(), snapshot.troubles())) {
      return;
    }
    chip.show(snapshot.cluster(), snapshot.notOpened().isPresent());
  }
}
