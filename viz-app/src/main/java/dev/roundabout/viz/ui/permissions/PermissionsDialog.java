package dev.roundabout.viz.ui.permissions;

import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.CommandLine;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every missing permission: what it is, what is lost, and the line that grants it. */
public final class PermissionsDialog implements Panel {
  private final Gate gate;
  private final Label intro = Labels.wrapping("muted");
  private final VBox list = new VBox();
  private final Overlay overlay;

  /**
   * @param closed gives the focus back
   */
  public PermissionsDialog(Runnable closed, InstantSource clock) {
    this.gate = Gate.prompt(clock);
    Button leave = new Button("Close");
    leave.getStyleClass().add("outlined");
    leave.setMinWidth(Region.USE_PREF_SIZE);
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    list.getStyleClass().add("permissions");
    VBox box =
        new VBox(
            Labels.of("Missing permissions", "dialog-title"),
            intro,
            scroll,
            new HBox(Labels.gap(), leave));
    box.getStyleClass().addAll("dialog", "wide");
    this.overlay = new Overlay(box, leave, closed);
    leave.setOnAction(event -> overlay.hide());
  }

  @Override
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show() {
    overlay.show();
  }

  @Override
  public void render(Snapshot snapshot) {
    List<MissingPermission> missing = snapshot.cluster().api().missing();
    if (!isOpen() || !gate.opens(0, missing)) {
      return;
    }
    intro.setText(
        missing.isEmpty()
            ? "None was found missing in " + snapshot.cluster().info().title() + "."
            : "Ask who administers "
                + snapshot.cluster().info().title()
                + " to run these lines. The window goes on without them.");
    list.getChildren().setAll(missing.stream().map(PermissionsDialog::entry).toList());
  }

  private static VBox entry(MissingPermission missing) {
    Label what = Labels.wrapping("strong");
    what.setText(PermissionsBanner.words(missing));
    Label lost = Labels.wrapping();
    lost.setText(missing.lost());
    CommandLine grant = new CommandLine();
    grant.show(missing.grant());
    VBox entry = new VBox(what, lost, grant);
    entry.getStyleClass().add("permission");
    return entry;
  }
}
