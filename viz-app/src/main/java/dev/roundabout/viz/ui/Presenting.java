package dev.roundabout.viz.ui;

import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Theme;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.stage.StageView;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * Which layout the window has: its columns, or for a hall the stage, full screen and in the
 * projector theme. Ending it brings back the look of before. Used on the JavaFX application thread.
 */
final class Presenting {
  private final ViewSettings view;
  private final Panels panels;
  private final StageView stage;
  private final Node columns;
  private final StackPane place;
  private Optional<Theme> before = Optional.empty();

  Presenting(ViewSettings view, Panels panels, StageView stage) {
    this.view = view;
    this.panels = panels;
    this.stage = stage;
    this.columns = new WindowLayout(panels, view);
    this.place = new StackPane(columns);
    place.heightProperty().addListener((property, was, is) -> measure());
  }

  /** What fills the window. */
  Node node() {
    return place;
  }

  boolean isOn() {
    return before.isPresent();
  }

  /** The panels of the layout that show the moment that the playhead stands at. */
  List<Panel> shown() {
    return isOn() ? List.of(stage) : panels.shown();
  }

  /** Those that show the present, and act on it. */
  List<Panel> present() {
    return isOn() ? List.of() : panels.present();
  }

  /** Begins or ends it, and the full screen with it. */
  void toggle(Scene scene) {
    show(!isOn());
    if (scene.getWindow() instanceof Stage window) {
      // Escape closes what is open; the key that began it ends it.
      window.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
      window.setFullScreenExitHint("");
      window.setFullScreen(isOn());
    }
  }

  /** Begins or ends it in the window as it is. */
  void show(boolean on) {
    if (on == isOn()) {
      return;
    }
    // Nothing of the other layout can get the focus, and no key reach it.
    place.getChildren().setAll(on ? stage.node() : columns);
    if (on) {
      before = Optional.of(view.theme().get());
      measure();
      view.theme().set(Theme.PROJECTOR);
    } else {
      view.stageHeight().set(0);
      before.ifPresent(view.theme()::set);
      before = Optional.empty();
    }
  }

  private void measure() {
    view.stageHeight().set(isOn() ? place.getHeight() : 0);
  }
}
