package dev.roundabout.viz.ui.demo;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows what of the demo is in the cluster, deploys it, with an image that can be named, and
 * removes what Roundabout made of it.
 */
public final class DemoDialog implements Panel {
  private final Asker ask;
  private final Gate gate;
  private final Label where = Labels.wrapping("muted");
  private final DemoParts parts = new DemoParts();
  private final TextField image = new TextField();
  private final Label note = Shown.whenNeeded(Labels.wrapping("tone-warn"));
  private final Button remove = new Button("Remove demo");
  private final Button deploy = new Button("Deploy demo");
  private final Explained removeBox =
      new Explained(remove, "Deletes the parts that Roundabout made, and nothing else");
  private final Explained deployBox =
      new Explained(
          deploy,
          "Makes the parts that are absent and brings Roundabout's own up to date, by server-side"
              + " apply; another image replaces every pod");
  private final Overlay overlay;
  private String running = "";

  /**
   * @param closed gives the focus back
   */
  public DemoDialog(Asker ask, Runnable closed, InstantSource clock) {
    this.ask = ask;
    this.gate = Gate.prompt(clock);
    Label title = Labels.of("The demo", "dialog-title");
    Button leave = new Button("Close");
    HBox buttons = new HBox(Labels.gap(), leave, deployBox, removeBox);
    buttons.getStyleClass().add("pair");
    VBox box = new VBox(title, where, parts, imageRow(), note, buttons);
    box.getStyleClass().add("dialog");
    this.overlay = new Overlay(box, leave, closed);
    remove.getStyleClass().add("stop");
    remove.setId("remove-demo");
    deploy.setId("deploy-demo");
    deploy.getStyleClass().add("go");
    leave.getStyleClass().add("outlined");
    for (Button button : new Button[] {leave, deploy, remove}) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    leave.setOnAction(event -> overlay.hide());
    remove.setOnAction(event -> closeAnd(new Action.RemoveDemo()));
    deploy.setOnAction(event -> closeAnd(new Action.DeployDemo(otherImage())));
    image.setId("demo-image");
    image.textProperty().addListener((property, before, after) -> weigh());
  }

  private VBox imageRow() {
    Label label =
        Labels.of("Image of the servers: from a registry, where the cluster is not local", "muted");
    label.setLabelFor(image);
    VBox row = new VBox(label, image);
    row.getStyleClass().add("field");
    return row;
  }

  /** The one that was typed, where it is not the one that runs already. */
  private Optional<String> otherImage() {
    return Optional.of(image.getText().strip())
        .filter(typed -> !typed.isEmpty() && !typed.equals(running));
  }

  private void closeAnd(Action action) {
    overlay.hide();
    ask.ask(action);
  }

  @Override
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show() {
    image.setText(running);
    overlay.show();
  }

  @Override
  public void render(Snapshot snapshot) {
    Demo demo = snapshot.cluster().api().demo();
    showImage(demo.image());
    if (!isOpen() || !gate.opens(0, snapshot.cluster())) {
      return;
    }
    ClusterInfo info = snapshot.cluster().info();
    where.setText(
        "In namespace "
            + info.namespace()
            + " of "
            + info.title()
            + (demo.parts().isEmpty() ? ": it is not known yet what is there" : ""));
    parts.show(demo);
    String foreign = foreign(demo, info);
    note.setVisible(!foreign.isEmpty());
    note.setText(foreign);
    removeBox.disabledBecause(ask.refusals().removeDemo());
    weigh();
  }

  /** What is being typed stays. */
  private void showImage(String now) {
    if (now.equals(running)) {
      return;
    }
    boolean untouched = image.getText().equals(running);
    running = now;
    image.setPromptText(now);
    if (untouched) {
      image.setText(now);
    }
  }

  private void weigh() {
    deployBox.disabledBecause(ask.refusals().deployDemo(otherImage().isPresent()));
  }

  private static String foreign(Demo demo, ClusterInfo info) {
    boolean any = demo.parts().stream().anyMatch(part -> part.state() == Demo.State.FOREIGN);
    List<String> warnings = demo.warnings(info);
    return any && warnings.isEmpty()
        ? "What was there already was not made by Roundabout, and is left alone."
        : String.join(" ", warnings);
  }
}
