package dev.roundabout.viz.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Names at the left and what they are at the right, a line each. */
public final class Facts extends GridPane {
  private final List<Label> values = new ArrayList<>();

  public Facts(String... names) {
    getStyleClass().add("facts");
    ColumnConstraints left = new ColumnConstraints();
    left.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints right = new ColumnConstraints();
    right.setHgrow(Priority.ALWAYS);
    getColumnConstraints().setAll(left, right);
    for (String name : names) {
      Label value = Labels.wrapping("strong");
      addRow(values.size(), Labels.of(name, "muted"), value);
      values.add(value);
    }
  }

  /** What they are, in the order of the names. */
  public void show(String... texts) {
    for (int i = 0; i < values.size(); i++) {
      values.get(i).setText(texts[i]);
    }
  }
}
