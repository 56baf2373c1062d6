package dev.roundabout.viz.ui.permissions;

import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.CopyButton;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Says that something is not allowed and what that costs, until it is dismissed. */
public final class PermissionsBanner implements Panel {
  private final Gate gate;
  private final Label text = Labels.wrapping();
  private final CopyButton copy = Shown.whenNeeded(new CopyButton("Copy kubectl line"));
  private final Button all = new Button("Show");
  private final Button dismiss = new Button("Hide");
  private final HBox banner = Shown.whenNeeded(new HBox(text, copy, all, dismiss));
  private List<MissingPermission> known = List.of();
  private List<MissingPermission> dismissed = List.of();

  /**
   * @param details opens the list of all of them
   */
  public PermissionsBanner(Runnable details, InstantSource clock) {
    this.gate = Gate.prompt(clock);
    banner.getStyleClass().addAll("notice-bar", "warns");
    banner.setId("permissions");
    banner.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    for (Button button : new Button[] {all, dismiss}) {
      button.getStyleClass().addAll("outlined", "small-button");
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    all.setOnAction(event -> details.run());
    dismiss.setOnAction(event -> dismiss());
  }

  @Override
  public Node node() {
    return banner;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!gate.opens(0, snapshot.cluster().api())) {
      return;
    }
    known = snapshot.cluster().api().missing();
    show();
  }

  private void dismiss() {
    dismissed = known;
    show();
  }

  private void show() {
    List<MissingPermission> open =
        known.stream().filter(missing -> !dismissed.contains(missing)).toList();
    banner.setVisible(!open.isEmpty());
    if (open.isEmpty()) {
      return;
    }
    MissingPermission first = open.get(0);
    String others = open.size() > 1 ? "  (and " + (open.size() - 1) + " more)" : "";
    text.setText("Not allowed: " + words(first) + " – " + first.lost() + others);
    copy.setVisible(open.size() == 1);
    copy.offer(first.grant());
  }

  /** {@code list pods in default}. */
  static String words(MissingPermission missing) {
    String where = missing.namespace().isEmpty() ? "the whole cluster" : missing.namespace();
    return missing.verb() + " " + missing.resource() + " in " + where;
  }
}
