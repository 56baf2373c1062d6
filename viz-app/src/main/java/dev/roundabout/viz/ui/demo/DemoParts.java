package dev.roundabout.viz.ui.demo;

import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Demo.Part;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** The demo's parts, each with where it stands. */
public final class DemoParts extends FlowPane {
  private List<Part> shown = List.of();

  public DemoParts() {
    getStyleClass().add("parts");
    setMinWidth(0);
    setMinHeight(USE_PREF_SIZE);
  }

  public void show(Demo demo) {
    if (!demo.parts().equals(shown)) {
      shown = demo.parts();
      getChildren().setAll(demo.parts().stream().map(DemoParts::part).toList());
    }
  }

  private static Node part(Part part) {
    Label what = Labels.of(part.kind() + " " + part.name(), "small");
    Label state = Labels.of(words(part.state()), "state", tone(part.state()));
    HBox line = new HBox(what, state);
    line.getStyleClass().add("part");
    return line;
  }

  private static String words(Demo.State state) {
    return switch (state) {
      case ABSENT -> "absent";
      case OURS -> "ours";
      case FOREIGN -> "there already";
    };
  }

  private static String tone(Demo.State state) {
    return switch (state) {
      case ABSENT -> "tone-muted";
      case OURS -> "tone-good";
      case FOREIGN -> "tone-warn";
    };
  }
}
