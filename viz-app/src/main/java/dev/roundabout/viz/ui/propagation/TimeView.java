package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Propagation.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which stretch of time is shown: it follows the newest change as it goes on, until a person zooms
 * or pans. Used on the JavaFX application thread.
 */
public final class TimeView {
  private static final double SHORTEST_SECONDS = 5;

  /** While it follows it grows in steps, so that what is drawn stands still between them. */
  private static final double STEP = 1.5;

  /** Before the change, and for the words after the newest stage. */
  private static final double BEFORE = 0.03;

  private static final double ROOM = 1.15;

  private static final Duration APART = Duration.ofSeconds(30);

  private static final double ZOOM = 1.25;
  private static final double PAN = 0.15;

  private Optional<Span> own = Optional.empty();
  private Span shown = new Span(Instant.EPOCH, Duration.ofSeconds(5));
  private long version;

  /**
   * The moment that the axis counts from: the newest change, or the first stage where none is. What
   * somebody did long after everything had come of a change stands by itself.
   */
  static Instant zero(Propagation propagation, List<Road> roads, Instant now) {
    Optional<Instant> change =
        propagation.changes().stream()
            .max(Comparator.comparingInt(PodChange::number))
            .map(PodChange::asked);
    boolean open = roads.stream().anyMatch(Road::isOpen);
    return change
        .or(() -> roads.stream().map(Road::begins).min(Comparator.naturalOrder()))
        .map(zero -> open ? zero : alone(propagation, over(roads, zero)).orElse(zero))
        .filter(at -> at.isBefore(now))
        .orElse(now);
  }

  private static Optional<Instant> alone(Propagation propagation, Instant over) {
    return done(propagation).filter(at -> at.isAfter(over.plus(APART)));
  }

  private static Instant over(List<Road> roads, Instant otherwise) {
    return roads.stream()
        .map(Road::lastReached)
        .filter(otherwise::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(otherwise);
  }

  /** When somebody did something last. */
  private static Optional<Instant> done(Propagation propagation) {
    List<Mark> marks = propagation.marks();
    for (int i = marks.size() - 1; i >= 0; i--) {
      if (marks.get(i).kind().isUsers()) {
        return Optional.of(marks.get(i).at());
      }
    }
    return Optional.empty();
  }

  /**
   * @param zero where the axis begins
   * @param now the moment that is shown
   */
  Span span(List<Road> roads, Propagation propagation, Instant zero, Instant now) {
    shown = own.orElseGet(() -> following(roads, propagation, zero, now));
    return shown;
  }

  private static Span following(
      List<Road> roads, Propagation propagation, Instant zero, Instant now) {
    boolean open = roads.stream().anyMatch(Road::isOpen);
    Instant last = over(roads, zero);
    Instant end = open ? now : done(propagation).filter(last::isBefore).orElse(last);
    double seconds = Math.max(0, Duration.between(zero, end).toMillis() / 1000.0) * ROOM;
    double length = SHORTEST_SECONDS;
    while (length < seconds) {
      length *= STEP;
    }
    Duration shown = Duration.ofMillis(Math.round(length * 1000));
    return new Span(zero, shown).panned(-BEFORE);
  }

  /** Grows with everything that a person does. */
  long version() {
    return version;
  }

  /** Shows less time, and more of it. */
  public void zoomIn() {
    zoom(1 / ZOOM, 0.5);
  }

  /** Shows more time. */
  public void zoomOut() {
    zoom(ZOOM, 0.5);
  }

  /** Shows what was before. */
  public void earlier() {
    pan(-PAN);
  }

  /** Shows what came after. */
  public void later() {
    pan(PAN);
  }

  /** Follows the newest change again. */
  public void follow() {
    own = Optional.empty();
    version++;
  }

  /**
   * @param part of the width that keeps its place
   */
  void wheel(boolean in, double part) {
    zoom(in ? 1 / ZOOM : ZOOM, part);
  }

  private void zoom(double factor, double part) {
    own = Optional.of(shown.zoomed(factor, part));
    version++;
  }

  /**
   * @param part of what is shown
   */
  void pan(double part) {
    own = Optional.of(shown.panned(part));
    version++;
  }
}
