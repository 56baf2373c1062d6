package dev.roundabout.viz.ui.commands;

import static javafx.scene.input.KeyCombination.SHIFT_ANY;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;

/** Commands while they are written down, a line each. */
final class CommandTable {
  private final List<Command> all = new ArrayList<>();

  List<Command> all() {
    return List.copyOf(all);
  }

  /** Begins a line; {@link Line#does} ends it. */
  Line add(Command.Id id, String label, String keyText, List<KeyCombination> keys) {
    return new Line(id, label, keyText, keys);
  }

  /** A command that has no key. */
  Line add(Command.Id id, String label) {
    return new Line(id, label, "", List.of());
  }

  static List<KeyCombination> key(KeyCode code, Modifier... modifiers) {
    return List.of(new KeyCodeCombination(code, modifiers));
  }

  /** Any of these, with Shift or without: where + and − lie differs between keyboards. */
  static List<KeyCombination> keys(KeyCode... codes) {
    return List.<KeyCombination>copyOf(
        List.of(codes).stream().map(code -> new KeyCodeCombination(code, SHIFT_ANY)).toList());
  }

  static List<KeyCombination> shortcuts(KeyCode... codes) {
    return List.<KeyCombination>copyOf(
        List.of(codes).stream()
            .map(code -> new KeyCodeCombination(code, SHORTCUT_DOWN, SHIFT_ANY))
            .toList());
  }

  /** A line of the table while it is written. */
  final class Line {
    private final Command.Id id;
    private final String label;
    private final String keyText;
    private final List<KeyCombination> keys;
    private boolean whileTyping;
    private Supplier<Optional<String>> refusal = Optional::empty;

    private Line(Command.Id id, String label, String keyText, List<KeyCombination> keys) {
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
