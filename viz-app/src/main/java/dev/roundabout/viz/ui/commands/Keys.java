package dev.roundabout.viz.ui.commands;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Runs commands by key, except where the key belongs to what has the focus. */
public final class Keys {
  private final Commands commands;
  private final BooleanSupplier silenced;
  private Optional<KeyCode> taken = Optional.empty();

  /**
   * @param silenced true while something else takes the keys, as the palette does
   */
  public Keys(Commands commands, BooleanSupplier silenced) {
    this.commands = commands;
    this.silenced = silenced;
  }

  public void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(scene, event));
    // The letter whose press opened a field must not be typed into it.
    scene.addEventFilter(KeyEvent.KEY_TYPED, event -> taken.ifPresent(code -> event.consume()));
    // The release of a key whose press ran a command must not press the focused button.
    scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> released(scene, event));
  }

  private void pressed(Scene scene, KeyEvent event) {
    if (taken.filter(event.getCode()::equals).isPresent() && silenced.getAsBoolean()) {
      event.consume();
      return;
    }
    taken = Optional.empty();
    if (silenced.getAsBoolean() || belongsToFocus(scene.getFocusOwner(), event)) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER && scene.getFocusOwner() instanceof ButtonBase) {
      // A clicker sends Tab and Enter, too, and must change no cluster; Space presses a button.
      event.consume();
      return;
    }
    boolean typing = scene.getFocusOwner() instanceof TextInputControl;
    for (Command command : commands.all()) {
      if (command.matches(event) && (command.whileTyping() || !typing)) {
        if (!command.run() && event.getCode().isNavigationKey()) {
          // What moves in a list belongs to the list where there is no experiment to move through.
          return;
        }
        taken = Optional.of(event.getCode());
        event.consume();
        return;
      }
    }
  }

  private void released(Scene scene, KeyEvent event) {
    if (taken.filter(event.getCode()::equals).isPresent()) {
      taken = Optional.empty();
    }
    boolean typing = scene.getFocusOwner() instanceof TextInputControl;
    if (event.getCode() == KeyCode.SPACE
        && !typing
        && !silenced.getAsBoolean()
        && !belongsToFocus(scene.getFocusOwner(), event)) {
      event.consume();
    }
  }

  /** Space presses the control that a person has reached by keyboard. */
  private static boolean belongsToFocus(@Nullable Node focused, KeyEvent event) {
    return event.getCode() == KeyCode.SPACE && focused != null && focused.isFocusVisible();
  }
}
