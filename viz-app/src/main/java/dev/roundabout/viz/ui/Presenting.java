package dev.roundabout.viz.ui;

import dev.roundabout.viz.ui.kit.Theme;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;

/** Full screen and the projector theme, for a hall; ending it brings back the look of before. */
final class Presenting {
  private final ViewSettings view;
  private Optional<Theme> before = Optional.empty();

  Presenting(ViewSettings view) {
    this.view = view;
  }

  /** Begins or ends it; tells whether it is on now. */
  boolean toggle(Scene scene) {
    boolean on = before.isEmpty();
    if (on) {
      before = Optional.of(view.theme().get());
      view.theme().set(Theme.PROJECTOR);
    } else {
      before.ifPresent(view.theme()::set);
      before = Optional.empty();
    }
    if (scene.getWindow() instanceof Stage stage) {
      // Escape closes what is open; the key that began it ends it.
      stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
      stage.setFullScreenExitHint("");
      stage.setFullScreen(on);
    }
    return on;
  }
}
