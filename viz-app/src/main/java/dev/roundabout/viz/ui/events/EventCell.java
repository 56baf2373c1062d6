package dev.roundabout.viz.ui.events;

import dev.roundabout.viz.ui.kit.Labels;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Time, glyph and words; long words wrap. */
final class EventCell extends ListCell<EventLine> {
  private final Label time = Labels.of("", "mono", "muted", "event-time");
  private final Label glyph = Labels.of("", "mono", "strong", "event-glyph");
  private final Label text = Labels.of("");
  private final HBox line = new HBox(time, glyph, text);

  EventCell() {
    line.getStyleClass().add("event-row");
    line.setMinHeight(Region.USE_PREF_SIZE);
    text.setWrapText(true);
    text.setMinWidth(0);
    text.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    time.setMinWidth(Region.USE_COMPUTED_SIZE);
    setPrefWidth(1);
  }

  @Override
  protected void updateItem(@Nullable EventLine item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    time.setText(item.time());
    glyph.setText(item.glyph());
    text.setText(item.words());
    Labels.restyle(glyph, "tone-", item.style());
    Labels.restyle(text, "tone-", item.style());
    setGraphic(line);
  }
}
