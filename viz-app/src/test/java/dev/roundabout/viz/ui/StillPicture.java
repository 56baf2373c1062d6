package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Theme;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;

/**
 * The window at one moment, in every size, without a screen, and what a person reads on it. JavaFX
 * application thread.
 */
public final class StillPicture {
  private static final Pattern NUMBER = Pattern.compile("[\\d,]+(\\.\\d+)?");

  private final ManualClock clock;
  private final Map<Look, MainWindow> windows = new HashMap<>();
  private Snapshot shown;
  private MainWindow window;

  /** A change of size or theme would cost more than another window. */
  private record Look(Theme theme, Size size, boolean presenting) {}

  /** In pixels. */
  public record Size(int width, int height) {}

  /**
   * What is read of one pod.
   *
   * @param share in percent; empty where it is not told
   * @param count requests in the span, or a second
   */
  public record Read(Optional<Double> share, double count) {}

  public StillPicture(Snapshot first) {
    this.shown = first;
    this.clock = new ManualClock(first.at());
    this.window = window(new Look(Theme.DARK, new Size(1440, 900), false));
  }

  private MainWindow window(Look look) {
    return windows.computeIfAbsent(look, this::made);
  }

  private MainWindow made(Look look) {
    UiOptions options =
        new UiOptions(look.theme(), 1, false, look.size().width(), look.size().height());
    MainWindow made = new MainWindow(() -> shown, action -> {}, clock, options);
    if (look.presenting()) {
      made.showStage();
      made.view().theme().set(look.theme());
    }
    return made;
  }

  /** Draws it until nothing waits for its time any more. */
  public void show(Snapshot snapshot, Theme theme, Size size, boolean presenting) {
    shown = snapshot;
    clock.set(snapshot.at());
    window = window(new Look(theme, size, presenting));
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofMillis(300));
      window.root().applyCss();
      window.root().layout();
      window.render();
    }
    window.root().applyCss();
    window.root().layout();
  }

  public String text(String selector) {
    return ((Labeled) window.root().lookup(selector)).getText();
  }

  /** Every text of a label that is visible. */
  public List<String> texts() {
    return window.root().lookupAll(".label").stream()
        .filter(Label.class::isInstance)
        .filter(WindowUnderTest::isShown)
        .map(label -> ((Label) label).getText())
        .toList();
  }

  /** The bars of the window, by the pods' short names; none where pods share a row. */
  public Map<String, Read> bars() {
    Map<String, Read> read = new LinkedHashMap<>();
    if (shown(".pod-bar").stream().anyMatch(row -> row.getId().startsWith("pods-from-"))) {
      return read;
    }
    for (Node row : shown(".pod-bar")) {
      read.put(
          label(row, ".name"),
          new Read(Optional.of(number(label(row, ".share"))), number(label(row, ".count"))));
    }
    return read;
  }

  /** The rows of the stage, by the pods' short names. */
  public Map<String, Read> rows() {
    Map<String, Read> read = new LinkedHashMap<>();
    for (Node row : shown(".stage-line")) {
      read.put(
          label(row, ".stage-name"), new Read(Optional.empty(), number(label(row, ".stage-rate"))));
    }
    return read;
  }

  /** What cannot be read whole. */
  public List<String> unreadable() {
    return ClippedText.in(window.root());
  }

  private List<Node> shown(String selector) {
    return window.root().lookupAll(selector).stream().filter(WindowUnderTest::isShown).toList();
  }

  private static String label(Node row, String selector) {
    return ((Labeled) row.lookup(selector)).getText();
  }

  /** The first number in a text; 0 where it has none. */
  public static double number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group().replace(",", "")) : 0;
  }
}
