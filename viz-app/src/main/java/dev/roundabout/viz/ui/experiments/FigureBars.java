package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.ui.kit.Bar;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Draws what checks have seen: a bar a figure, those of one scale by the largest of them. */
final class FigureBars {
  /** More would be threads. */
  private static final int MOST = 12;

  private final Map<String, Double> largest = new HashMap<>();

  private FigureBars(Stream<Verdict> verdicts) {
    verdicts
        .flatMap(verdict -> verdict.figures().stream())
        .forEach(figure -> largest.merge(figure.scale(), figure.value(), Math::max));
  }

  /** For what is known at a place of a run. */
  static FigureBars at(ExperimentRun run, int place) {
    return new FigureBars(
        Stream.concat(
            run.verdicts().stream(),
            run.expected().stream().flatMap(each -> each.verdictAt(place).stream())));
  }

  /** One beside the other, without words; empty where there is nothing to draw. */
  Optional<Node> small(Verdict verdict) {
    List<Figure> figures = verdict.figures();
    if (figures.isEmpty() || figures.size() > MOST) {
      return Optional.empty();
    }
    HBox row = new HBox();
    row.getStyleClass().add("figures-small");
    figures.forEach(figure -> row.getChildren().add(bar(figure)));
    row.getChildren().forEach(bar -> HBox.setHgrow(bar, Priority.ALWAYS));
    return Optional.of(row);
  }

  /** A line each, with its name and its words; empty where there is nothing to draw. */
  Optional<Node> large(Verdict verdict) {
    List<Figure> figures = verdict.figures();
    if (figures.isEmpty() || figures.size() > MOST) {
      return Optional.empty();
    }
    GridPane lines = new GridPane();
    lines.getStyleClass().add("figures-large");
    for (Figure figure : figures) {
      Bar bar = bar(figure);
      GridPane.setHgrow(bar, Priority.ALWAYS);
      lines.addRow(
          lines.getRowCount(),
          Labels.of(figure.name(), figure.place().isPresent() ? "mono" : "strong"),
          bar,
          Labels.of(figure.words(), "strong"));
    }
    return Optional.of(lines);
  }

  private Bar bar(Figure figure) {
    Bar bar = new Bar();
    double most = largest.getOrDefault(figure.scale(), 0.0);
    bar.show(most > 0 ? figure.value() / most : 0, "");
    bar.getStyleClass().add("figure");
    Labels.restyle(
        bar,
        "pod-",
        figure.place().isPresent() ? Role.podClass(figure.place().getAsInt()) : "pod-none");
    return bar;
  }
}
