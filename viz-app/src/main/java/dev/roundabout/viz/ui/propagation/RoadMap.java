package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.CanvasPane;
import dev.roundabout.viz.ui.kit.Tips;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * What of the timeline is shown, and the ways to move over it: wheel and keys zoom, a drag pans, a
 * click or Enter opens the facts behind a stage. Used on the JavaFX application thread.
 */
final class RoadMap {
  /** What marks, axis and legend take of the height, in rows. */
  private static final int LINES_WITHOUT_ROADS = 4;

  private static final int LEAST = 3;

  private final CanvasPane pane;
  private final Consumer<StageFacts> opener;
  private final TimeView time;
  private final Tooltip tip = Tips.of("");
  private List<Road> roads = List.of();
  private Optional<Geometry.Spot> selected = Optional.empty();
  private Geometry geometry =
      new Geometry(100, 100, 13, 80, new Span(Instant.EPOCH, Duration.ofSeconds(5)), 0, 0);
  private Legend legend = new Legend(List.of(), List.of(), 100, 13, words -> 0);
  private Instant zero = Instant.EPOCH;
  private Instant now = Instant.EPOCH;
  private int first;
  private boolean scrolled;
  private double dragged;
  private boolean moved;
  private long version;

  RoadMap(CanvasPane pane, TimeView time, Consumer<StageFacts> opener) {
    this.pane = pane;
    this.time = time;
    this.opener = opener;
    pane.setFocusTraversable(true);
    pane.getStyleClass().add("roads");
    pane.setOnScroll(this::scrolled);
    pane.setOnMousePressed(this::pressed);
    pane.setOnMouseDragged(this::draggedTo);
    pane.setOnMouseClicked(this::clicked);
    pane.setOnMouseMoved(this::explain);
    pane.setOnKeyPressed(this::key);
  }

  /**
   * @param chosen full name of the pod that has a row of its own in any case; empty for none
   * @param measure of the legend's type
   */
  void show(Snapshot snapshot, String chosen, Instant at, double em, MarkStrip.Measure measure) {
    now = at;
    roads = Roads.of(snapshot);
    List<Road> following = roads.stream().filter(road -> isFollowed(snapshot, road)).toList();
    zero = TimeView.zero(snapshot.propagation(), following, at);
    Span span = time.span(following, snapshot.propagation(), zero, at);
    // A pod that was gone before what is shown is over.
    roads =
        roads.stream()
            .filter(road -> road.ended().filter(gone -> gone.isBefore(span.from())).isEmpty())
            .toList();
    int room = (int) (pane.getHeight() / (Geometry.DENSE * em)) - LINES_WITHOUT_ROADS;
    if (roads.size() > Math.max(LEAST, room)) {
      roads = Roads.shared(roads, PodGroup.of(PodRow.of(snapshot), Math.max(LEAST, room), chosen));
    }
    int longest = roads.stream().mapToInt(road -> road.title().length()).max().orElse(5);
    double names = (1.8 + 0.56 * Math.max(5, longest)) * em;
    double width = pane.getWidth();
    legend = new Legend(roads, snapshot.propagation().marks(), width, em, measure);
    geometry = new Geometry(width, pane.getHeight(), em, names, span, 0, legend.lines());
    first = Math.max(0, Math.min(scrolled ? first : followed(snapshot), hidden()));
    geometry = new Geometry(width, pane.getHeight(), em, names, span, first, legend.lines());
  }

  /** The first row where what goes on is shown: new pods come last, and may have no room. */
  private int followed(Snapshot snapshot) {
    List<Integer> waiting = rows(Road::isOpen);
    List<Integer> rows = waiting.isEmpty() ? rows(road -> isFollowed(snapshot, road)) : waiting;
    return rows.isEmpty()
        ? 0
        : Math.min(rows.get(0), Math.max(0, rows.get(rows.size() - 1) + 1 - geometry.rows()));
  }

  private List<Integer> rows(Predicate<Road> wanted) {
    return IntStream.range(0, roads.size())
        .filter(row -> wanted.test(roads.get(row)))
        .boxed()
        .toList();
  }

  /** How many rows have no room. */
  private int hidden() {
    return Math.max(0, roads.size() - geometry.rows());
  }

  private static boolean isFollowed(Snapshot snapshot, Road road) {
    return road.isOpen() || Roads.isOfNewest(snapshot.propagation(), road.lane());
  }

  List<Road> roads() {
    return roads;
  }

  Geometry geometry() {
    return geometry;
  }

  Legend legend() {
    return legend;
  }

  Instant zero() {
    return zero;
  }

  Optional<Geometry.Spot> selected() {
    return selected;
  }

  boolean isOpen() {
    return roads.stream().anyMatch(Road::isOpen);
  }

  /** Grows with everything that a person does here. */
  long version() {
    return version + time.version();
  }

  /** Where the growing end is; stands still while nothing grows that can be seen. */
  long pixelsGrown(Instant at) {
    boolean grows = isOpen() && !geometry.span().from().isAfter(at);
    return grows ? Math.round(geometry.x(at)) : 0;
  }

  String inWords() {
    return roads.stream()
        .limit(20)
        .map(road -> road.title() + ": " + words(road))
        .collect(Collectors.joining("; "));
  }

  private static String words(Road road) {
    return road.waiting()
        .map(PodLane.Wait::words)
        .orElse(
            road.outcome().isEmpty() && !road.legs().isEmpty()
                ? road.legs().get(road.legs().size() - 1).words()
                : road.outcome());
  }

  private void scrollBy(int rows) {
    first = Math.max(0, Math.min(first + rows, hidden()));
    scrolled = true;
    version++;
  }

  /** The wheel zooms; with Shift, or over the names, it scrolls the pods. */
  private void scrolled(ScrollEvent event) {
    double delta = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
    if (delta == 0) {
      return;
    }
    if (event.isShiftDown() || event.getX() < geometry.left()) {
      scrollBy(delta < 0 ? 1 : -1);
    } else {
      time.wheel(delta > 0, geometry.part(event.getX()));
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    dragged = event.getX();
    moved = false;
    pane.requestFocus();
  }

  private void draggedTo(MouseEvent event) {
    double by = event.getX() - dragged;
    if (Math.abs(by) >= 3 || moved) {
      moved = true;
      dragged = event.getX();
      time.pan(-by / geometry.room());
    }
  }

  private void clicked(MouseEvent event) {
    if (moved) {
      return;
    }
    if (event.getClickCount() == 2) {
      scrolled = false;
      time.follow();
      return;
    }
    selected = geometry.spotAt(roads, event.getX(), event.getY(), now);
    version++;
    openSelected();
  }

  private void explain(MouseEvent event) {
    String text =
        geometry
            .spotAt(roads, event.getX(), event.getY(), now)
            .map(spot -> StageFacts.tip(roads.get(spot.row()), spot.leg(), now))
            .orElse("");
    if (!text.equals(tip.getText())) {
      tip.setText(text);
      Tooltip.uninstall(pane, tip);
      if (!text.isEmpty()) {
        Tooltip.install(pane, tip);
      }
    }
  }

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    switch (code) {
      case LEFT -> walk(0, -1);
      case RIGHT -> walk(0, 1);
      case UP -> walk(-1, 0);
      case DOWN -> walk(1, 0);
      case ENTER -> openSelected();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void walk(int rows, int legs) {
    if (roads.isEmpty()) {
      return;
    }
    Geometry.Spot at = selected.orElse(new Geometry.Spot(0, legs == 0 && rows == 0 ? 0 : -1));
    int row = Math.max(0, Math.min(roads.size() - 1, at.row() + (selected.isEmpty() ? 0 : rows)));
    int last = roads.get(row).legs().size() - 1;
    int leg = Math.max(0, Math.min(last, at.leg() + (selected.isEmpty() ? 1 : legs)));
    selected = Optional.of(new Geometry.Spot(row, leg));
    if (!geometry.isShown(row, roads.size())) {
      first = row;
      scrolled = true;
    }
    version++;
  }

  private void openSelected() {
    selected
        .filter(spot -> spot.row() < roads.size())
        .filter(spot -> spot.leg() < roads.get(spot.row()).legs().size())
        .ifPresent(spot -> opener.accept(StageFacts.of(roads.get(spot.row()), spot.leg())));
  }
}
