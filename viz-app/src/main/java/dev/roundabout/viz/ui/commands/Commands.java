package dev.roundabout.viz.ui.commands;

import static javafx.scene.input.KeyCombination.SHIFT_ANY;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;

/** The one table of commands: palette, keys and tooltips read it. To add one, add a line. */
public final class Commands {
  /** The article's number of requests. */
  public static final int BURST = 3000;

  private final List<Command> all = new ArrayList<>();

  /**
   * @param openPalette shows the command palette
   */
  public Commands(Asker ask, ViewSettings view, Runnable openPalette) {
    onCluster(ask);
    onClient(ask);
    onWindow(view, openPalette);
  }

  private void onCluster(Asker ask) {
    add(
            Command.Id.SCALE_UP,
            "Scale up by one",
            "+",
            keys(KeyCode.PLUS, KeyCode.ADD, KeyCode.EQUALS))
        .unless(ask::whyNotScaleUp)
        .does(() -> ask.scaleBy(1));
    add(Command.Id.SCALE_DOWN, "Scale down by one", "−", keys(KeyCode.MINUS, KeyCode.SUBTRACT))
        .unless(ask::whyNotScaleDown)
        .does(() -> ask.scaleBy(-1));
    add(Command.Id.DELETE_POD, "Delete a pod gently: it drains", "K", key(KeyCode.K))
        .unless(ask::whyNotKill)
        .does(() -> ask.kill(false));
    add(
            Command.Id.KILL_POD,
            "Kill a pod hard: connections are reset",
            "Shift K",
            key(KeyCode.K, SHIFT_DOWN))
        .unless(ask::whyNotKill)
        .does(() -> ask.kill(true));
    add(
            Command.Id.UNDO,
            "Undo the last change to the cluster",
            "Ctrl Z",
            key(KeyCode.Z, SHORTCUT_DOWN))
        .does(() -> ask.ask(new Action.Undo()));
  }

  private void onClient(Asker ask) {
    add(Command.Id.TOGGLE_SERVICE, "Switch the Service: ClusterIP or headless", "S", key(KeyCode.S))
        .does(ask::toggleService);
    add(
            Command.Id.TOGGLE_POLICY,
            "Switch the policy: pick_first or round_robin",
            "P",
            key(KeyCode.P))
        .does(ask::togglePolicy);
    add(Command.Id.PAUSE, "Pause or resume the load", "Space", key(KeyCode.SPACE))
        .does(ask::togglePause);
    add(Command.Id.BURST, "Send a burst of " + BURST + " requests", "B", key(KeyCode.B))
        .does(() -> ask.ask(new Action.Burst(BURST)));
    add(Command.Id.LOAD_SEQUENTIAL, "Load: sequential, one call after another", "", List.of())
        .does(() -> ask.load(LoadKind.SEQUENTIAL));
    add(Command.Id.LOAD_CONCURRENT, "Load: concurrent, a number in flight", "", List.of())
        .does(() -> ask.load(LoadKind.CONCURRENT));
    add(Command.Id.LOAD_RATE, "Load: a rate, whether or not answers come", "", List.of())
        .does(() -> ask.load(LoadKind.RATE));
    add(Command.Id.MORE_CLIENTS, "One client more", "", List.of())
        .unless(() -> ask.whyNotClients(1))
        .does(() -> ask.clientsBy(1));
    add(Command.Id.FEWER_CLIENTS, "One client less", "", List.of())
        .unless(() -> ask.whyNotClients(-1))
        .does(() -> ask.clientsBy(-1));
  }

  private void onWindow(ViewSettings view, Runnable openPalette) {
    add(Command.Id.PALETTE, "Commands", "Ctrl K", key(KeyCode.K, SHORTCUT_DOWN))
        .whileTyping()
        .does(openPalette);
    add(
            Command.Id.LARGER,
            "Larger type",
            "Ctrl +",
            shortcuts(KeyCode.PLUS, KeyCode.ADD, KeyCode.EQUALS))
        .whileTyping()
        .does(view::larger);
    add(Command.Id.SMALLER, "Smaller type", "Ctrl −", shortcuts(KeyCode.MINUS, KeyCode.SUBTRACT))
        .whileTyping()
        .does(view::smaller);
    add(Command.Id.NORMAL_SIZE, "Normal type", "Ctrl 0", shortcuts(KeyCode.DIGIT0, KeyCode.NUMPAD0))
        .whileTyping()
        .does(() -> view.setScale(1));
    add(Command.Id.THEME, "Next theme: dark, light, projector", "T", key(KeyCode.T))
        .does(() -> view.theme().set(view.theme().get().next()));
    add(Command.Id.MOTION, "Reduced motion: dots stop, or move again", "M", key(KeyCode.M))
        .does(() -> view.reducedMotion().set(!view.reducedMotion().get()));
  }

  /** In the order of the palette. */
  public List<Command> all() {
    return List.copyOf(all);
  }

  public Command get(Command.Id id) {
    return all.stream()
        .filter(command -> command.id() == id)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no command " + id));
  }

  private Line add(Command.Id id, String label, String keyText, List<KeyCombination> keys) {
    return new Line(id, label, keyText, keys);
  }

  private static List<KeyCombination> key(KeyCode code, Modifier... modifiers) {
    return List.of(new KeyCodeCombination(code, modifiers));
  }

  /** Any of these, with Shift or without: where + and − lie differs between keyboards. */
  private static List<KeyCombination> keys(KeyCode... codes) {
    return List.<KeyCombination>copyOf(
        List.of(codes).stream().map(code -> new KeyCodeCombination(code, SHIFT_ANY)).toList());
  }

  private static List<KeyCombination> shortcuts(KeyCode... codes) {
    return List.<KeyCombination>copyOf(
        List.of(codes).stream()
            .map(code -> new KeyCodeCombination(code, SHORTCUT_DOWN, SHIFT_ANY))
            .toList());
  }

  /** A line of the table while it is written; {@link #does} ends it. */
  private final class Line {
    private final Command.Id id;
    private final String label;
    private final String keyText;
    private final List<KeyCombination> keys;
    private boolean whileTyping;
    private Supplier<Optional<String>> refusal = Optional::empty;

    Line(Command.Id id, String label, String keyText, List<KeyCombination> keys) {
      this.id = id;
      this.label = label;
      this.keyText = keyText;
      this.keys = keys;
    }

    Line whileTyping() {
      whileTyping = true;
      return this;
    }

    Line unless(Supplier<Optional<String>> why) {
      refusal = why;
      return this;
    }

    void does(Runnable effect) {
      all.add(new Command(id, label, keyText, keys, whileTyping, refusal, effect));
    }
  }
}
