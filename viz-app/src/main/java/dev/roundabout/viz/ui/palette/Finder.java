package dev.roundabout.viz.ui.palette;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Callback;

/** Lists what there is; typing filters, the arrows select, Enter takes, Escape leaves. */
final class Finder<T> {
  private final TextField filter = new TextField();
  private final ListView<T> list = new ListView<>();
  private final Overlay overlay;
  private final Function<T, String> words;
  private List<T> all = List.of();

  /**
   * @param id of the filter and the list, before {@code -filter} and {@code -list}
   * @param noun of what is found
   * @param words that typing is compared with
   * @param taker is asked with what Enter takes
   * @param closed gives the focus back
   */
  Finder(
      String id,
      String noun,
      Function<T, String> words,
      Callback<ListView<T>, ListCell<T>> cells,
      Consumer<T> taker,
      Runnable closed) {
    VBox box = new VBox(filter, list);
    box.getStyleClass().add("palette");
    this.words = words;
    this.overlay = new Overlay(box, filter, closed);
    VBox.setVgrow(list, Priority.ALWAYS);
    filter.setPromptText("Type to find a " + noun);
    filter.setAccessibleText("Find a " + noun);
    filter.setId(id + "-filter");
    list.setId(id + "-list");
    list.setAccessibleText("Found");
    list.setFocusTraversable(false);
    list.setPlaceholder(Labels.of("no such " + noun, "muted"));
    list.setCellFactory(cells);
    filter.textProperty().addListener((property, before, after) -> refill());
    filter.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, taker));
  }

  Overlay overlay() {
    return overlay;
  }

  /** Opens it with all of these. */
  void show(List<T> items) {
    all = items;
    filter.clear();
    refill();
    overlay.show();
  }

  private void refill() {
    String wanted = filter.getText().toLowerCase(Locale.ROOT).strip();
    list.getItems()
        .setAll(
            all.stream()
                .filter(item -> words.apply(item).toLowerCase(Locale.ROOT).contains(wanted))
                .toList());
    list.getSelectionModel().selectFirst();
  }

  private void pressed(KeyEvent event, Consumer<T> taker) {
    KeyCode code = event.getCode();
    if (code == KeyCode.K && event.isShortcutDown()) {
      overlay.hide();
    } else if (code == KeyCode.ENTER) {
      Optional.ofNullable(list.getSelectionModel().getSelectedItem()).ifPresent(taker);
    } else if (code == KeyCode.DOWN || code == KeyCode.UP) {
      select(code == KeyCode.DOWN ? 1 : -1);
    } else {
      return;
    }
    event.consume();
  }

  private void select(int step) {
    int last = list.getItems().size() - 1;
    int next = list.getSelectionModel().getSelectedIndex() + step;
    list.getSelectionModel().select(Math.max(0, Math.min(last, next)));
    list.scrollTo(list.getSelectionModel().getSelectedIndex());
  }
}
