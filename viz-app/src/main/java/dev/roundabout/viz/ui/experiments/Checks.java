package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.RowConstraints;

/** What was expected beside what was seen and the article's figure, a line each. */
final class Checks extends GridPane {
  private int lines;

  Checks() {
    getStyleClass().add("checks");
    setMinHeight(USE_PREF_SIZE);
    ColumnConstraints mark = new ColumnConstraints();
    mark.setMinWidth(USE_PREF_SIZE);
    getColumnConstraints().setAll(mark, part(40), part(34), part(20));
  }

  private static ColumnConstraints part(double percent) {
    ColumnConstraints column = new ColumnConstraints();
    column.setPercentWidth(percent);
    return column;
  }

  /**
   * @param judged whether the verdicts are shown already
   */
  void show(ExperimentRun run, boolean judged) {
    getChildren().clear();
    getRowConstraints().clear();
    lines = 0;
    Labels.restyle(this, "judged", judged ? "judged" : "judged-not");
    line("", head("expected"), head("seen"), head("the article"), "tone-muted");
    if (judged) {
      run.verdicts().forEach(this::verdict);
    } else {
      run.expected()
          .forEach(
              each ->
                  line(
                      "·",
                      text(each.words(), "strong"),
                      text("not judged yet", "muted"),
                      article(each.article()),
                      "tone-muted"));
    }
  }

  private void verdict(Verdict verdict) {
    String tone = verdict.holds() ? "tone-good" : "tone-bad";
    line(
        verdict.holds() ? "✓" : "✗",
        text(verdict.expected(), "strong"),
        text(verdict.seen(), "strong", tone),
        article(verdict.article()),
        tone);
  }

  private void line(String mark, Label expected, Label seen, Label article, String tone) {
    RowConstraints row = new RowConstraints();
    row.setMinHeight(USE_PREF_SIZE);
    row.setValignment(VPos.TOP);
    getRowConstraints().add(row);
    addRow(lines++, Labels.of(mark, "strong", tone), expected, seen, article);
  }

  private static Label article(Optional<String> figure) {
    return text(figure.orElse("–"), "muted");
  }

  private static Label head(String text) {
    return text(text, "small", "muted");
  }

  private static Label text(String text, String... styles) {
    Label label = Labels.wrapping(styles);
    label.setText(text);
    return label;
  }
}
