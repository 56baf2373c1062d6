package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Expected;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;

/** What was expected beside what was seen, with its bars, and the article's figure, a line each. */
public final class Checks extends GridPane {
  private final Size size;
  private int lines;

  /** How much room there is. */
  public enum Size {
    /** Bars without words of their own. */
    SMALL,
    /** A line for each figure. */
    LARGE
  }

  public Checks(Size size) {
    this.size = size;
    getStyleClass().add("checks");
    setId(size == Size.SMALL ? "checks" : "stage-checks");
    setMinHeight(size == Size.SMALL ? USE_PREF_SIZE : 0);
    ColumnConstraints mark = new ColumnConstraints();
    mark.setMinWidth(USE_PREF_SIZE);
    boolean small = size == Size.SMALL;
    getColumnConstraints()
        .setAll(mark, part(small ? 40 : 30), part(small ? 34 : 44), part(small ? 20 : 21));
  }

  private static ColumnConstraints part(double percent) {
    ColumnConstraints column = new ColumnConstraints();
    column.setPercentWidth(percent);
    return column;
  }

  /**
   * Each check as it was known at a place; at the last one also what did not come true in time.
   *
   * @param place that is shown of the run
   */
  public void show(ExperimentRun run, int place) {
    getChildren().clear();
    getRowConstraints().clear();
    lines = 0;
    FigureBars bars = FigureBars.at(run, place);
    if (size == Size.SMALL) {
      line("", head("expected"), head("seen"), head("the article"), "tone-muted");
    }
    if (place > run.steps().size()) {
      run.verdicts().forEach(verdict -> verdict(verdict, bars));
    } else {
      run.expected()
          .forEach(
              each ->
                  each.verdictAt(place)
                      .ifPresentOrElse(verdict -> verdict(verdict, bars), () -> waiting(each)));
    }
  }

  private void waiting(Expected each) {
    line(
        "·",
        text(each.words(), "strong"),
        seen(text("not judged yet", "muted"), Optional.empty()),
        article(each.article()),
        "tone-muted");
  }

  private void verdict(Verdict verdict, FigureBars bars) {
    String tone = verdict.holds() ? "tone-good" : "tone-bad";
    Optional<Node> drawn = size == Size.SMALL ? bars.small(verdict) : bars.large(verdict);
    Label words = text(verdict.seen(), "strong", tone);
    line(
        verdict.holds() ? "✓" : "✗",
        text(verdict.expected(), "strong"),
        drawn
            .filter(bar -> size == Size.LARGE && verdict.holds())
            .orElseGet(() -> seen(words, drawn)),
        article(verdict.article()),
        tone);
  }

  /** As high before it is judged as afterwards. */
  private static Node seen(Label words, Optional<Node> bars) {
    VBox cell = new VBox(words);
    cell.getStyleClass().add("check-seen");
    bars.ifPresent(cell.getChildren()::add);
    return cell;
  }

  private void line(String mark, Node expected, Node seen, Node article, String tone) {
    RowConstraints row = new RowConstraints();
    row.setMinHeight(USE_PREF_SIZE);
    row.setValignment(VPos.TOP);
    getRowConstraints().add(row);
    addRow(lines++, Labels.of(mark, "strong", tone), expected, seen, article);
  }

  private Label article(Optional<String> figure) {
    String before = size == Size.LARGE && figure.isPresent() ? "the article: " : "";
    return text(before + figure.orElse("–"), "muted");
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
