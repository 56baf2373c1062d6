package dev.roundabout.viz.ui.resolved;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.StateLine;
import dev.roundabout.viz.ui.kit.Tips;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One line: the pod's colour, the address, how long the client has had it, the state. */
final class AddressCell extends ListCell<AddressLine> {
  private static final int IPV4 = 21;

  private final Region dot = new Region();
  private final Label address = Labels.name("mono");
  private final Label age = Shown.whenNeeded(Labels.of("", "small", "muted"));
  private final Tooltip tip = Tips.of("");
  private final StateLine line = new StateLine(dot, address, age);

  AddressCell() {
    dot.getStyleClass().add("dot");
    line.getStyleClass().add("address-row");
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
    int letters = item.address().length();
    line.show(letters, item.words(), item.tone());
    // The tooltip has the age, too.
    boolean room = StateLine.fits(letters + item.words().length() + item.age().length() - 1);
    age.setVisible(room && !item.age().isEmpty());
    // What is as long as an IPv4 address has room; a longer one is in the tooltip.
    address.setMinWidth(item.address().length() <= IPV4 ? Region.USE_PREF_SIZE : 0);
    setGraphic(line);
  }
}
