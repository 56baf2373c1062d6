package dev.roundabout.viz.ui.channelz;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.StateLine;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/** One line of the tree; a click opens or closes what is below it. */
final class TreeCell extends ListCell<TreeLine> {
  private final Label toggle = Labels.of("", "tree-toggle");
  private final Label label = Labels.of("", "mono");
  private final Label detail = Labels.of("", "mono", "muted");
  private final StateLine line = new StateLine(toggle, label, detail);

  TreeCell(Consumer<TreeLine> toggled) {
    line.getStyleClass().add("tree-row");
    setPrefWidth(1);
    setOnMouseClicked(
        event -> {
          TreeLine item = getItem();
          if (item != null && item.expandable()) {
            toggled.accept(item);
          }
        });
  }

  @Override
  protected void updateItem(@Nullable TreeLine item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    toggle.setText(item.expandable() ? (item.expanded() ? "▾" : "▸") : "");
    label.setText(item.label());
    Labels.restyle(label, "tone-", item.depth() == 2 ? "tone-muted" : "tone-plain");
    detail.setText(item.detail());
    line.show(item.label().length() + item.detail().length(), item.right(), item.tone());
    setPadding(new Insets(0, 4, 0, item.depth() * 0.9 * getFont().getSize()));
    setGraphic(line);
  }
}
