package dev.roundabout.viz.ui.palette;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Role;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A pod with its colour, its name and its state. */
final class PodCell extends ListCell<PodRow> {
  private final Region dot = new Region();
  private final Label name = Labels.name("mono");
  private final Label words = Labels.of("", "muted");
  private final HBox line = new HBox(dot, name, Labels.gap(), words);

  PodCell(Consumer<PodRow> chosen) {
    dot.getStyleClass().add("dot");
    line.getStyleClass().add("palette-row");
    setPrefWidth(1);
    setOnMouseClicked(event -> Optional.ofNullable(getItem()).ifPresent(chosen));
  }

  @Override
  protected void updateItem(@Nullable PodRow item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    Labels.restyle(dot, "pod-", Role.podClass(item.place()));
    name.setText(item.pod().shortName());
    words.setText(item.words());
    setGraphic(line);
  }
}
