package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Experiments.Offer;
import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every experiment with its question, to begin one; where it cannot begin it says why. */
public final class ExperimentsDialog implements Panel {
  private final Asker ask;
  private final Runnable unlock;
  private final Gate gate;
  private final Label notice = Shown.whenNeeded(Labels.wrapping("tone-warn"));
  private final VBox list = new VBox();
  private final ScrollPane scroll = new ScrollPane(list);
  private final Button leave = new Button("Close");
  private final Overlay overlay;
  private List<Row> rows = List.of();
  private int selected;
  private boolean canUnlock;

  /**
   * @param unlock asks whether a locked cluster may be changed
   * @param closed gives the focus back
   */
  public ExperimentsDialog(Asker ask, Runnable unlock, Runnable closed, InstantSource clock) {
    this.ask = ask;
    this.unlock = unlock;
    this.gate = Gate.prompt(clock);
    list.getStyleClass().add("experiment-list");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    scroll.setMinHeight(0);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    Label keys = Labels.wrapping("small", "muted");
    keys.setText("Page Down and Page Up move · Enter or F5 begins · Esc leaves");
    HBox.setHgrow(keys, Priority.ALWAYS);
    leave.getStyleClass().add("outlined");
    leave.setMinWidth(Region.USE_PREF_SIZE);
    HBox foot = new HBox(keys, leave);
    foot.getStyleClass().addAll("pair", "list-row");
    VBox box = new VBox(Labels.of("Experiments", "dialog-title"), notice, scroll, foot);
    box.getStyleClass().addAll("dialog", "wide");
    box.setId("experiments");
    notice.setId("experiments-notice");
    this.overlay = new Overlay(box, leave, closed);
    leave.setOnAction(event -> overlay.hide());
    box.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  @Override
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show() {
    overlay.show();
    select(selected);
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!isOpen() || !gate.opens(0, snapshot.experiments().offers(), snapshot.cluster().api())) {
      return;
    }
    List<Offer> offers = snapshot.experiments().offers();
    Guard guard = snapshot.cluster().api().guard();
    canUnlock = guard.locked() && guard.canUnlock();
    Optional<String> why =
        offers.isEmpty()
            ? Optional.of("No cluster is open yet; C chooses one.")
            : ask.refusals()
                .changeDeployment()
                .map(said -> said + ". None of them can begin until then.");
    notice.setVisible(why.isPresent());
    notice.setText(why.orElse(""));
    rows = offers.stream().map(offer -> new Row(offer, why.isEmpty(), this::begin)).toList();
    list.getChildren().setAll(rows);
    select(selected);
  }

  private void begin(Offer offer) {
    selected = Math.max(0, indexOf(offer));
    overlay.hide();
    ask.ask(new Action.BeginExperiment(offer.number()));
  }

  private int indexOf(Offer offer) {
    return rows.stream().map(Row::offer).toList().indexOf(offer);
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case PAGE_DOWN, DOWN -> select(selected + 1);
      case PAGE_UP, UP -> select(selected - 1);
      case ENTER, F5 -> {
        if (leave.isFocused() || rows.isEmpty()) {
          overlay.hide();
        } else {
          rows.get(selected).fire();
        }
      }
      case U -> unlock();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void unlock() {
    if (canUnlock) {
      overlay.hide();
      unlock.run();
    }
  }

  private void select(int wanted) {
    if (rows.isEmpty()) {
      return;
    }
    selected = Math.max(0, Math.min(rows.size() - 1, wanted));
    Row row = rows.get(selected);
    row.requestFocus();
    double room = list.getHeight() - scroll.getViewportBounds().getHeight();
    if (room > 0) {
      double middle = row.getBoundsInParent().getCenterY();
      double top = middle - scroll.getViewportBounds().getHeight() / 2;
      scroll.setVvalue(Math.max(0, Math.min(1, top / room)));
    }
  }
}
