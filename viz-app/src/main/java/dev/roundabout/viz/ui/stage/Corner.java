package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.ui.experiments.Narration;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** At the edge, what the presenter needs to know: the experiment, its step, and the next key. */
final class Corner extends VBox {
  /** Width of a stage, in em, that has little beside its headline. */
  private static final double NARROW = 66;

  private final Label title = Labels.wrapping("muted", "stage-title");
  private final Label progress = Labels.of("", "muted");
  private final Label next = Labels.wrapping("strong", "tone-user");

  Corner() {
    getStyleClass().add("stage-corner");
    title.setId("stage-title");
    progress.setId("stage-progress");
    next.setId("stage-next");
    setMinWidth(USE_PREF_SIZE);
    setMaxWidth(USE_PREF_SIZE);
    getChildren().addAll(title, progress, next);
  }

  /**
   * @param width of the stage in em
   */
  void measure(double width, double em) {
    setPrefWidth(Math.rint((width < NARROW ? 17 : 22) * em));
  }

  /**
   * @param place that is shown of the run
   * @param otherwise the next key where no experiment is on
   */
  void show(Optional<ExperimentRun> run, int place, Optional<Narration> now, String otherwise) {
    title.setText(run.map(on -> Narration.title(on, place)).orElse(""));
    progress.setText(now.map(Narration::progress).orElse(""));
    next.setText(now.map(Narration::status).orElse(otherwise));
  }
}
