package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.history.History;
import dev.roundabout.viz.ui.kit.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/** A window on a world that a test changes, and the actions that it asked for. */
final class WindowUnderTest {
  private final ManualClock clock = new ManualClock(Fixtures.START.plusSeconds(60));
  private final List<Action> actions = new CopyOnWriteArrayList<>();
  private final NavigableMap<Instant, Snapshot> past = new ConcurrentSkipListMap<>();
  private final MainWindow window;
  private final Stage stage;
  private volatile Snapshot snapshot;

  /** On the JavaFX application thread. */
  WindowUnderTest(Stage stage, Snapshot snapshot, UiOptions options, double width, double height) {
    this.stage = stage;
    this.snapshot = snapshot;
    this.window = new MainWindow(new Kept(), actions::add, clock, options);
    stage.setScene(window.scene());
    stage.setWidth(width);
    stage.setHeight(height);
    stage.show();
    settle();
  }

  WindowUnderTest(Stage stage, Snapshot snapshot) {
    this(stage, snapshot, UiOptions.DEFAULT, 1440, 900);
  }

  /** What the test lets happen. */
  private final class Kept implements History {
    @Override
    public Snapshot now() {
      return snapshot;
    }

    @Override
    public Snapshot at(Instant moment) {
      Map.Entry<Instant, Snapshot> entry = past.floorEntry(moment);
      return entry == null ? snapshot : entry.getValue();
    }

    @Override
    public Instant oldest() {
      return past.isEmpty() ? clock.instant() : past.firstKey();
    }
  }

  /** Something that was shown in the past. */
  void remember(Instant at, Snapshot shown) {
    past.put(at, shown);
  }

  ManualClock clock() {
    return clock;
  }

  /** Shows another world. */
  void show(FxRobot robot, Snapshot next) {
    snapshot = next;
    robot.interact(this::settle);
  }

  /** Opens what a control is folded into, as a person does who looks for it. */
  void unfold(FxRobot robot, String selector) {
    for (Node at = window.root().lookup(selector); at != null; at = at.getParent()) {
      if (at instanceof Fold fold && !fold.isOpen()) {
        robot.interact(() -> fold.open(true));
        robot.interact(this::settle);
      }
    }
  }

  /** Another world, drawn when the test says so. */
  void replace(Snapshot next) {
    snapshot = next;
  }

  /** Draws until nothing waits for its time any more. On the JavaFX application thread. */
  void settle() {
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofSeconds(1));
      window.root().applyCss();
      window.root().layout();
      window.render();
    }
    window.root().layout();
  }

  /** Draws once, after so much time. On the JavaFX application thread. */
  void renderAfter(Duration pause) {
    clock.advance(pause);
    window.render();
    window.root().layout();
  }

  MainWindow window() {
    return window;
  }

  Stage stage() {
    return stage;
  }

  List<Action> actions() {
    return List.copyOf(actions);
  }

  Set<Node> all(String selector) {
    return window.root().lookupAll(selector);
  }

  String text(String selector) {
    return ((Labeled) window.root().lookup(selector)).getText();
  }

  /** Every text of a label that is visible. */
  List<String> texts() {
    return all(".label").stream()
        .filter(Label.class::isInstance)
        .filter(WindowUnderTest::isShown)
        .map(label -> ((Label) label).getText())
        .toList();
  }

  static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }
}
