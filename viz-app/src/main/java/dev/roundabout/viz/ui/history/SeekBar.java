package dev.roundabout.viz.ui.history;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A slider over what is kept of the past: at its right end the window is live. */
public final class SeekBar implements Panel {
  private static final double AT_THE_END = 0.999;

  private final Playhead playhead;
  private final Button hold = new Button("Hold  V");
  private final Slider slider = new Slider(0, 1, 1);
  private final Label words = Labels.of("live", "small", "tone-good");
  private final HBox node;
  private boolean showing;

  /**
   * @param toggle holds the moment, or lets it go
   */
  public SeekBar(Playhead playhead, Runnable toggle) {
    this.playhead = playhead;
    Explained explained =
        new Explained(slider, "The last hour: drag to a moment, and the whole window follows");
    hold.getStyleClass().addAll("outlined", "small-button");
    hold.setMinWidth(HBox.USE_PREF_SIZE);
    hold.setId("hold");
    hold.setOnAction(event -> toggle.run());
    slider.setId("seek");
    slider.setAccessibleText("Moment that is shown");
    slider.setBlockIncrement(0.02);
    slider.setMinWidth(0);
    slider.valueProperty().addListener((property, before, after) -> moved());
    words.setId("seek-words");
    HBox.setHgrow(explained, Priority.ALWAYS);
    explained.setMinWidth(0);
    this.node = new HBox(hold, explained, words);
    node.getStyleClass().add("list-row");
    node.setMinHeight(HBox.USE_PREF_SIZE);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void render(Snapshot snapshot) {
    boolean live = playhead.isLive();
    text(hold, live ? "Hold  V" : "Live  V");
    String ahead = Numbers.age(playhead.behind());
    String said = live ? "live" : "−" + ahead;
    if (!said.equals(words.getText())) {
      words.setText(said);
      Labels.restyle(words, "tone-", live ? "tone-good" : "tone-warn");
    }
    if (!slider.isValueChanging()) {
      show(live ? 1 : part(playhead.instant()));
    }
  }

  private static void text(Button button, String text) {
    if (!text.equals(button.getText())) {
      button.setText(text);
    }
  }

  private double part(Instant at) {
    double all = seconds(playhead.oldest(), playhead.newest());
    return all <= 0 ? 1 : Math.max(0, Math.min(1, seconds(playhead.oldest(), at) / all));
  }

  /** Less than a pixel is not moved. */
  private void show(double value) {
    boolean reachesEnd = value == 1 && slider.getValue() < 1;
    if (reachesEnd || Math.abs(value - slider.getValue()) > 0.001) {
      showing = true;
      slider.setValue(value);
      showing = false;
    }
  }

  private void moved() {
    if (showing) {
      return;
    }
    if (slider.getValue() >= AT_THE_END) {
      playhead.goLive();
      return;
    }
    double all = seconds(playhead.oldest(), playhead.newest());
    playhead.seek(playhead.oldest().plusMillis(Math.round(all * slider.getValue() * 1000)));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
