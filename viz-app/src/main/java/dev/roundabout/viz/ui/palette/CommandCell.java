package dev.roundabout.viz.ui.palette;

import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A command with its key, or why it cannot be run now. */
final class CommandCell extends ListCell<Command> {
  private final Label label = Labels.name();
  private final Label key = Labels.of("", "key", "muted");
  private final HBox line = new HBox(label, Labels.gap(), key);

  CommandCell(Consumer<Command> chosen) {
    line.getStyleClass().add("palette-row");
    setPrefWidth(1);
    setOnMouseClicked(
        event -> {
          Command item = getItem();
          if (item != null) {
            chosen.accept(item);
          }
        });
  }

  @Override
  protected void updateItem(@Nullable Command item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    Optional<String> refusal = item.refusal().get();
    label.setText(refusal.map(why -> item.label() + " – " + why).orElse(item.label()));
    key.setText(item.keyText());
    line.getStyleClass().remove("off");
    if (refusal.isPresent()) {
      line.getStyleClass().add("off");
    }
    setGraphic(line);
  }
}
