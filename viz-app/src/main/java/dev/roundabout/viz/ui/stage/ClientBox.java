package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Who asks, and how much. */
final class ClientBox extends VBox {
  private final Label title = Labels.of("client", "stage-client-title");
  private final Label note = Labels.of("", "muted");

  ClientBox() {
    getStyleClass().add("stage-client");
    setAlignment(Pos.CENTER);
    setId("stage-client");
    getChildren().addAll(title, note);
  }

  void show(Settings settings) {
    title.setText(settings.clients() == 1 ? "client" : Numbers.of(settings.clients(), "client"));
    note.setText(settings.running() ? words(settings.load()) : "paused");
  }

  private static String words(Load load) {
    if (load instanceof Load.Rate rate) {
      return Numbers.count(rate.perSecond()) + " / s";
    }
    return load instanceof Load.Concurrent concurrent
        ? Numbers.count(concurrent.inFlight()) + " in flight"
        : load instanceof Load.NewConnection ? "one call each" : "one by one";
  }
}
