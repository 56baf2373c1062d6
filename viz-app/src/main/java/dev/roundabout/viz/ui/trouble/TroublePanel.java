package dev.roundabout.viz.ui.trouble;

import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A banner for what failed in the background, until it is dismissed. */
public final class TroublePanel implements Panel {
  private final Gate gate;
  private final Label text = Labels.of("", "strong");
  private final Button dismiss = new Button("Dismiss");
  private final HBox banner = new HBox(text, dismiss);
  private List<Trouble> known = List.of();
  private List<Trouble> dismissed = List.of();

  public TroublePanel(InstantSource clock) {
    this.gate = Gate.prompt(clock);
    banner.getStyleClass().add("banner");
    banner.setAccessibleRole(AccessibleRole.TEXT);
    banner.setVisible(false);
    banner.managedProperty().bind(banner.visibleProperty());
    banner.setMinHeight(Region.USE_PREF_SIZE);
    text.setWrapText(true);
    text.setMinWidth(0);
    text.setMaxWidth(Double.MAX_VALUE);
    text.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    dismiss.setMinWidth(Region.USE_PREF_SIZE);
    dismiss.setOnAction(event -> dismiss());
  }

  @Override
  public Node node() {
    return banner;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!gate.opens(0, snapshot.troubles())) {
      return;
    }
    known = snapshot.troubles();
    show();
  }

  private void dismiss() {
    dismissed = known;
    show();
  }

  private void show() {
    List<Trouble> open = new ArrayList<>(known);
    open.removeAll(dismissed);
    banner.setVisible(!open.isEmpty());
    if (open.isEmpty()) {
      return;
    }
    Trouble newest = open.get(open.size() - 1);
    String others = open.size() > 1 ? "  (and " + (open.size() - 1) + " more)" : "";
    text.setText("× " + newest.what() + " failed: " + newest.message() + others);
    banner.setAccessibleText(text.getText());
  }
}
