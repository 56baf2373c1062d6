package dev.roundabout.viz.ui.events;

import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;

/**
 * Events in words, newest last. It follows the newest; while a person has scrolled back it stands
 * still and offers the way to the end.
 */
public final class EventsPanel implements Panel {
  /** Pulses after which every wrapped line has its height, so that the end is the end. */
  private static final int SETTLING = 6;

  private final Gate gate;
  private final ListView<EventLine> list = new ListView<>();
  private final Button newer = new Button("newer events ↓");
  private final Card card =
      new Card("Events", Labels.of("since your last action", "muted"), new StackPane(list, newer));
  private List<Event> newest = List.of();
  private int settling;
  private boolean follows = true;
  private boolean touched;

  public EventsPanel(InstantSource clock) {
    this.gate = Gate.calm(clock);
    card.getStyleClass().add("events");
    list.setCellFactory(view -> new EventCell());
    list.setPlaceholder(Labels.of("nothing has happened yet", "muted"));
    list.setAccessibleText("Events");
    list.setMinHeight(0);
    list.setPrefHeight(100);
    // A person who scrolls is followed, not fought.
    list.addEventFilter(ScrollEvent.SCROLL, event -> touched());
    list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> touched());
    list.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> touched());
    list.addEventFilter(KeyEvent.KEY_PRESSED, event -> touched());
    // Larger type or a lower window moves the end away, and nobody asked for that.
    list.heightProperty().addListener((property, before, after) -> stay());
    list.widthProperty().addListener((property, before, after) -> stay());
    newer.getStyleClass().add("newer");
    newer.setVisible(false);
    newer.setOnAction(event -> show());
    StackPane.setAlignment(newer, Pos.BOTTOM_CENTER);
  }

  @Override
  public Node node() {
    return card;
  }

  /** Where a person has moved to says whether the newest is still followed. */
  private void touched() {
    settling = 0;
    touched = true;
  }

  /** What changed the look keeps the end in sight where it was. */
  private void stay() {
    settling = follows ? SETTLING : settling;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (touched) {
      touched = false;
      follows = isAtEnd();
    }
    if (settling > 0) {
      settling--;
      goToEnd();
    }
    if (!gate.opens(0, snapshot.events())) {
      return;
    }
    newest = snapshot.events();
    if (follows) {
      show();
    } else {
      newer.setVisible(true);
    }
  }

  private void show() {
    newer.setVisible(false);
    follows = true;
    list.getItems().setAll(EventLine.of(newest));
    settling = SETTLING;
  }

  private void goToEnd() {
    boolean near = isAtEnd();
    flow()
        .ifPresent(
            flow -> {
              if (near) {
                flow.setPosition(1);
              } else {
                flow.scrollTo(list.getItems().size() - 1);
              }
            });
  }

  private boolean isAtEnd() {
    return flow()
        .map(flow -> flow.getLastVisibleCell())
        .map(last -> last.getIndex() >= list.getItems().size() - 1)
        .orElse(true);
  }

  private Optional<VirtualFlow<?>> flow() {
    return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
        ? Optional.of(flow)
        : Optional.empty();
  }
}
