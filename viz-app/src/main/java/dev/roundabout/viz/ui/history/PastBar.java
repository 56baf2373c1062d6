package dev.roundabout.viz.ui.history;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Says that the past is shown, how old it is, and that controls act on the present. */
public final class PastBar implements Panel {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Playhead playhead;
  private final Label words = Labels.wrapping("strong");
  private final HBox node;

  /**
   * @param goLive goes back to the present
   */
  public PastBar(Playhead playhead, Runnable goLive) {
    this.playhead = playhead;
    Button live = new Button("Back to live  L");
    live.getStyleClass().add("go");
    live.setMinWidth(HBox.USE_PREF_SIZE);
    live.setId("go-live");
    live.setOnAction(event -> goLive.run());
    words.setId("past");
    HBox.setHgrow(words, Priority.ALWAYS);
    this.node = Shown.whenNeeded(new HBox(words, live));
    node.getStyleClass().addAll("notice-bar", "warns");
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void render(Snapshot snapshot) {
    boolean past = !playhead.isLive();
    if (past) {
      String said =
          "paused at "
              + CLOCK.format(playhead.instant().atZone(ZoneId.systemDefault()))
              + ", live is "
              + Numbers.age(playhead.behind())
              + " ahead · the controls show the present and act on it";
      if (!said.equals(words.getText())) {
        words.setText(said);
      }
    }
    node.setVisible(past);
  }
}
