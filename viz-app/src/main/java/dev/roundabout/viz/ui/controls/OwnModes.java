package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;

/** Gives single clients a way to re-resolve of their own, so that two can run side by side. */
final class OwnModes extends VBox {
  private final Asker ask;
  private final MenuButton menu = new MenuButton("Another way for one client");
  private final Label words = Shown.whenNeeded(Labels.wrapping("small", "tone-user"));
  private int clients;

  OwnModes(Asker ask) {
    this.ask = ask;
    getStyleClass().add("rail");
    menu.getStyleClass().add("outlined");
    menu.setId("own-modes");
    menu.setMinWidth(USE_PREF_SIZE);
    words.setId("own-words");
    getChildren()
        .addAll(
            new Explained(menu, "Gives one client its own way; the row above is for all of them"),
            words);
    Shown.whenNeeded(this);
  }

  void show(Settings settings) {
    setVisible(settings.clients() > 1);
    if (clients != settings.clients()) {
      clients = settings.clients();
      menu.getItems().clear();
      for (int client = 1; client <= clients; client++) {
        menu.getItems().add(item(client));
      }
    }
    Resolving resolving = settings.resolving();
    String own =
        resolving.own().entrySet().stream()
            .filter(entry -> entry.getKey() <= settings.clients())
            .filter(entry -> entry.getValue() != resolving.mode())
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> "client " + entry.getKey() + ": " + entry.getValue().label())
            .collect(Collectors.joining("\n"));
    words.setVisible(!own.isEmpty());
    words.setText(own);
  }

  private Menu item(int client) {
    Menu item = new Menu("client " + client);
    Map<ResolverMode, MenuItem> choices = new EnumMap<>(ResolverMode.class);
    for (ResolverMode mode : ResolverMode.values()) {
      MenuItem choice = new MenuItem(mode.label());
      choice.setMnemonicParsing(false);
      choice.setOnAction(event -> ask.resolver().mode(client, mode));
      choices.put(mode, choice);
    }
    item.getItems().setAll(choices.values());
    // What cannot be used now cannot be chosen; the rows above say why.
    item.setOnShowing(
        event ->
            choices.forEach(
                (mode, choice) -> choice.setDisable(ask.refusals().resolver(mode).isPresent())));
    return item;
  }
}
