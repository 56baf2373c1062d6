package dev.roundabout.viz.ui.palette;

import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Every command with its key; typing filters, Enter runs, Escape leaves. */
public final class Palette {
  private final TextField filter = new TextField();
  private final ListView<Command> list = new ListView<>();
  private final Overlay overlay;
  private List<Command> commands = List.of();

  /**
   * @param closed gives the focus back
   */
  public Palette(Runnable closed) {
    VBox box = new VBox(filter, list);
    box.getStyleClass().add("palette");
    this.overlay = new Overlay(box, filter, closed);
    VBox.setVgrow(list, Priority.ALWAYS);
    filter.setPromptText("Type to find a command");
    filter.setAccessibleText("Find a command");
    filter.setId("palette-filter");
    list.setId("palette-list");
    list.setAccessibleText("Commands");
    list.setFocusTraversable(false);
    list.setPlaceholder(Labels.of("no such command", "muted"));
    list.setCellFactory(view -> new CommandCell(this::run));
    filter.textProperty().addListener((property, before, after) -> refill());
    filter.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** Lies over the window while it is open. */
  public StackPane node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  /** Opens it with all of these. */
  public void show(List<Command> all) {
    commands = all;
    filter.clear();
    refill();
    overlay.show();
  }

  private void refill() {
    String wanted = filter.getText().toLowerCase(Locale.ROOT).strip();
    list.getItems()
        .setAll(
            commands.stream()
                .filter(command -> command.id() != Command.Id.PALETTE)
                .filter(command -> command.label().toLowerCase(Locale.ROOT).contains(wanted))
                .toList());
    list.getSelectionModel().selectFirst();
  }

  private void pressed(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.K && event.isShortcutDown()) {
      overlay.hide();
    } else if (code == KeyCode.ENTER) {
      Command chosen = list.getSelectionModel().getSelectedItem();
      if (chosen != null) {
        run(chosen);
      }
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

  private void run(Command command) {
    if (command.refusal().get().isEmpty()) {
      overlay.hide();
      command.run();
    }
  }
}
