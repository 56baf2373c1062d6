package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.ui.kit.Labels;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A choice: what is looked at now has a dot, a local cluster says of which kind it is. */
final class ChoiceCell extends ListCell<Choice> {
  private final Region dot = new Region();
  private final Label title = Labels.name("strong");
  private final Label detail = Labels.name("muted", "small", "mono");
  private final Label badge = Labels.of("", "badge");
  private final HBox line = new HBox(dot, title, detail, badge);

  ChoiceCell(Consumer<Choice> chosen) {
    line.getStyleClass().add("choice-row");
    dot.getStyleClass().add("dot");
    // Where there is little room the name keeps its own.
    HBox.setHgrow(detail, Priority.ALWAYS);
    detail.setMaxWidth(Double.MAX_VALUE);
    setPrefWidth(1);
    setOnMouseClicked(
        event -> {
          Choice item = getItem();
          if (item != null) {
            chosen.accept(item);
          }
        });
  }

  @Override
  protected void updateItem(@Nullable Choice item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    title.setText(item.title());
    detail.setText(item.detail());
    badge.setText(item.badge());
    badge.setVisible(!item.badge().isEmpty());
    Labels.restyle(badge, "tone-", item.local() ? "tone-good" : "tone-muted");
    Labels.restyle(dot, "tone-", item.current() ? "tone-good" : "tone-none");
    setAccessibleText(item.title() + (item.current() ? ", looked at now" : ""));
    setGraphic(line);
  }
}
