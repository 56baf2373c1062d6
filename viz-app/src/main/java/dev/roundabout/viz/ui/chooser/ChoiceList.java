package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Lists;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ListView;

/** The list of the chooser: one choice is selected while there is any. */
final class ChoiceList {
  static final int PAGE = 8;

  private final ListView<Choice> list = new ListView<>();

  ChoiceList(Consumer<Choice> chosen) {
    list.setId("chooser-list");
    list.setMinHeight(0);
    list.setFocusTraversable(false);
    list.setPlaceholder(Labels.of("nothing by that name", "muted"));
    list.setCellFactory(view -> new ChoiceCell(chosen));
  }

  Node node() {
    return list;
  }

  Optional<Choice> selected() {
    return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
  }

  void forget() {
    list.getSelectionModel().clearSelection();
  }

  /**
   * Shows these; what was selected stays so if it is among them.
   *
   * @param prefersCurrent whether to begin with what is looked at now
   */
  void show(List<Choice> choices, boolean prefersCurrent) {
    Optional<Choice> before = selected();
    Lists.update(list.getItems(), choices);
    int start = prefersCurrent ? current(choices) : 0;
    select(before.map(choices::indexOf).filter(index -> index >= 0).orElse(start));
  }

  private static int current(List<Choice> choices) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).current()) {
        return i;
      }
    }
    return 0;
  }

  void move(int step) {
    select(list.getSelectionModel().getSelectedIndex() + step);
  }

  private void select(int wanted) {
    int index = Math.max(0, Math.min(list.getItems().size() - 1, wanted));
    list.getSelectionModel().select(index);
    list.scrollTo(Math.max(0, index - PAGE / 2));
  }
}
