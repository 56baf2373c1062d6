package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.LoadKind;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Kind of load, and its number on a logarithmic slider. It asks when the slider is let go. */
final class LoadControl extends VBox {
  /** The rail has no room for more; the rest is a command. */
  private static final LoadKind[] SHOWN = {LoadKind.SEQUENTIAL, LoadKind.CONCURRENT, LoadKind.RATE};

  private final Asker ask;
  private final Segments<LoadKind> kinds;
  private final Slider slider = new Slider(0, 1, 0);
  private final Explained explained =
      new Explained(slider, "How much load; arrow keys change it too");
  private final Label value = Labels.of("", "strong");
  private final Label hint = Labels.of("", "muted", "small");
  private Load truth = LoadKind.SEQUENTIAL.start();
  private Duration work = Duration.ZERO;
  private boolean showing;

  LoadControl(Asker ask) {
    this.ask = ask;
    this.kinds = new Segments<>(SHOWN, LoadKind::label, kind -> "Load: " + kind.label(), ask::load);
    getStyleClass().add("rail");
    slider.setAccessibleText("Load");
    slider.setBlockIncrement(0.02);
    slider.valueProperty().addListener((property, before, after) -> moved());
    slider.valueChangingProperty().addListener((property, was, is) -> moved());
    HBox line = new HBox(explained, value);
    HBox.setHgrow(explained, Priority.ALWAYS);
    line.getStyleClass().add("value-row");
    value.getStyleClass().add("load-value");
    getChildren().addAll(kinds, line);
  }

  /** What the number is of; stands beside the title. */
  Node hint() {
    return hint;
  }

  void show(Settings settings) {
    Load load = settings.load();
    boolean same = load.equals(truth) && settings.work().equals(work);
    if (same && !value.getText().isEmpty()) {
      return;
    }
    truth = load;
    work = settings.work();
    LoadKind kind = LoadKind.of(load);
    kinds.show(kind);
    explained.disabledBecause(
        kind.hasNumber()
            ? Optional.empty()
            : Optional.of(
                kind.label() + " has no number: a call starts when the one before has ended"));
    if (!slider.isValueChanging()) {
      showing = true;
      slider.setValue(scale(kind).position(clamped(kind, LoadKind.valueOf(load))));
      showing = false;
    }
    write(load);
  }

  private void moved() {
    if (showing) {
      return;
    }
    LoadKind kind = LoadKind.of(truth);
    Load wanted = kind.load(scale(kind).value(slider.getValue()));
    write(wanted);
    if (!slider.isValueChanging() && !wanted.equals(truth)) {
      ask.ask(new Action.SetLoad(wanted));
    }
  }

  private void write(Load load) {
    LoadKind kind = LoadKind.of(load);
    String number = Numbers.count(LoadKind.valueOf(load));
    value.setText(
        switch (kind) {
          case SEQUENTIAL -> "one by one";
          case CONCURRENT -> number + " in flight";
          case RATE -> number + " req/s";
          case NEW_CONNECTION -> "one by one";
        });
    hint.setText(work.isZero() ? who(kind) : Numbers.millis(work.toNanos() / 1_000) + " CPU each");
  }

  private static String who(LoadKind kind) {
    return switch (kind) {
      case SEQUENTIAL, CONCURRENT -> "per client";
      case NEW_CONNECTION -> "one a call";
      case RATE -> "over all clients";
    };
  }

  private static int clamped(LoadKind kind, int number) {
    return Math.max(kind.min(), Math.min(kind.max(), number));
  }

  private static LogScale scale(LoadKind kind) {
    return new LogScale(kind.min(), kind.max());
  }
}
