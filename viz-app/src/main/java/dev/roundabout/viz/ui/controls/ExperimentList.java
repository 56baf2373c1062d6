package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.Experiments;
import dev.roundabout.viz.model.Experiments.Offer;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Tips;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** Every experiment in a line: a click begins it, and ✓ says that it held. */
final class ExperimentList extends VBox {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");

  private final Asker ask;

  ExperimentList(Asker ask) {
    this.ask = ask;
    getStyleClass().add("experiment-lines");
  }

  void show(Experiments experiments) {
    Optional<String> locked = ask.refusals().changeDeployment();
    int current = experiments.run().map(ExperimentRun::number).orElse(0);
    List<Line> lines =
        experiments.offers().stream()
            .map(
                offer ->
                    new Line(
                        offer,
                        experiments.held().contains(offer.number()),
                        offer.number() == current,
                        offer.obstacle().or(() -> locked)))
            .toList();
    getChildren().setAll(lines.stream().map(this::button).toList());
  }

  /** What a line shows. */
  private record Line(Offer offer, boolean held, boolean current, Optional<String> obstacle) {
    String text() {
      return (held ? "✓ " : offer.number() < 10 ? "  " : "")
          + offer.number()
          + "  "
          + offer.title();
    }

    String tip() {
      String head =
          offer.title() + "\n" + obstacle.map(why -> "Not now: " + why).orElse(offer.question());
      return held ? head + "\nIt held." : head;
    }
  }

  private Button button(Line line) {
    Button button = new Button(line.text());
    button.getStyleClass().setAll("button", "plain-button", "rail-experiment", Labels.MAY_SHORTEN);
    button.pseudoClassStateChanged(CURRENT, line.current());
    button.pseudoClassStateChanged(OFF, line.obstacle().isPresent());
    button.setId("rail-experiment-" + line.offer().number());
    Tooltip tip = Tips.of(line.tip());
    button.setTooltip(tip);
    button.setMinWidth(0);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setTextOverrun(OverrunStyle.ELLIPSIS);
    button.setMnemonicParsing(false);
    button.setAccessibleRole(AccessibleRole.BUTTON);
    button.setAccessibleText(line.offer().title() + (line.held() ? ", held" : ""));
    button.setOnAction(event -> begin(line));
    return button;
  }

  private void begin(Line line) {
    if (line.obstacle().isEmpty() && !line.current()) {
      ask.ask(new Action.BeginExperiment(line.offer().number()));
    }
  }
}
