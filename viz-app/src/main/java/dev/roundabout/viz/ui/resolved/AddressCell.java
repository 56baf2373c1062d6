package dev.roundabout.viz.ui.resolved;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Tips;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One line: the pod's colour, the address, how long the client has had it, the state. */
final class AddressCell extends ListCell<AddressLine> {
  private final Region dot = new Region();
  private final Label address = Labels.name("mono");
  private final Label state = Labels.of("", "state");
  private final Label age = Labels.of("", "small", "muted");
  private final Tooltip tip = Tips.of("");
  private final HBox line = new HBox(dot, address, age, Labels.gap(), state);

  AddressCell() {
    dot.getStyleClass().add("dot");
    line.getStyleClass().addAll("list-row", "address-row");
    // The cell is as wide as the list, whatever its text would like.
    setPrefWidth(1);
  }

  @Override
  protected void updateItem(@Nullable AddressLine item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    String hue = item.place() < 0 ? "pod-none" : Role.podClass(item.place());
    Labels.restyle(dot, "pod-", hue);
    item.texture().style(dot);
    address.setText(item.address());
    Labels.restyle(address, "tone-", item.isApart() ? "tone-muted" : "tone-plain");
    age.setText(item.age());
    tip.setText(item.tip());
    setTooltip(tip);
    state.setText(item.words());
    Labels.restyle(state, "tone-", item.tone());
    setGraphic(line);
  }
}
