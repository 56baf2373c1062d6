package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.CanvasPane;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Type;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/**
 * Clients at the left, pods at the right, and the lines and dots between them. What stands still is
 * one canvas, drawn when it changes; the dots are another, drawn with every frame while any moves,
 * and not more often than can be seen.
 *
 * <p>{@link #show(Snapshot, List)} draws the pods, too. {@link #show(Snapshot, List, List)} leaves
 * them to whoever has rows of its own, and says where they are. On the JavaFX application thread.
 */
public final class FlowPicture {
  private static final Duration STEP = Duration.ofMillis(20);

  private final Roles roles;
  private final ViewSettings view;
  private final InstantSource clock;
  private final Canvas still = new Canvas();
  private final Canvas motion = new Canvas();
  private final CanvasPane pane = new CanvasPane(still);
  private final Sprites sprites;
  private final Dots dots = new Dots();
  private final SampleShare share = new SampleShare();
  private Type type = Type.of(13);
  private Scenery scenery = Scenery.NOTHING;
  private Optional<DotPainter> painter = Optional.empty();
  private long paintedLook = -1;
  private Instant stepped = Instant.MIN;
  private long paints;

  /**
   * Where the lines to a pod end.
   *
   * @param pod full name
   * @param x of the pod's left edge, in pixels of {@link #node}
   * @param y of its middle; several pods may share it
   */
  public record End(String pod, double x, double y) {}

  public FlowPicture(Roles roles, ViewSettings view, InstantSource clock) {
    this.roles = roles;
    this.view = view;
    this.clock = clock;
    this.sprites = new Sprites(roles);
    pane.cover(motion);
    motion.setId("flow-motion");
    still.setId("flow-still");
  }

  /** As wide as there is room for clients and lines, and for pods where they are drawn. */
  public Region node() {
    return pane;
  }

  /** Changes when everything must be drawn again, whatever the snapshot. */
  public long look() {
    return pane.stamp() * 31
        + roles.version() * 7L
        + Double.hashCode(view.em())
        + view.selectedPod().get().hashCode();
  }

  public boolean isEmpty() {
    return pane.isEmpty();
  }

  /** Draws clients, lines and pods, where they changed. */
  public void show(Snapshot snapshot, List<PodRow> rows) {
    show(planner().plan(snapshot, rows, view.selectedPod().get()));
  }

  /**
   * Draws clients and lines, where they changed.
   *
   * @param ends of the pods that lines lead to
   */
  public void show(Snapshot snapshot, List<PodRow> rows, List<End> ends) {
    show(planner().plan(snapshot, rows, ends));
  }

  private Planner planner() {
    if (type.em() != view.em()) {
      type = Type.of(view.em());
    }
    return new Planner(type, pane.getWidth(), pane.getHeight());
  }

  private void show(Scenery next) {
    long look = look();
    if (look == paintedLook && next.equals(scenery)) {
      return;
    }
    if (!next.lanes().equals(scenery.lanes()) || look != paintedLook) {
      place(next.zone(view.em()));
      painter =
          Optional.of(
              new DotPainter(motion.getGraphicsContext2D(), roles, sprites, next, view.em()));
    }
    scenery = next;
    paintedLook = look;
    paints++;
    String selected = view.selectedPod().get();
    new Painter(still.getGraphicsContext2D(), roles, type).paint(next, selected);
  }

  private void place(Rectangle2D zone) {
    motion.setLayoutX(zone.getMinX());
    motion.setLayoutY(zone.getMinY());
    motion.setWidth(zone.getWidth());
    motion.setHeight(Math.max(0, Math.min(zone.getHeight(), pane.getHeight() - zone.getMinY())));
  }

  /** How often the still canvas was drawn. */
  long paints() {
    return paints;
  }

  /** Whether it shows a heat map, which has no dots. */
  boolean isMap() {
    return scenery.heat().isPresent();
  }

  /** The full name of the pod that is drawn there. */
  Optional<String> podAt(double x, double y) {
    return scenery.podAt(x, y);
  }

  /**
   * Moves the dots; with every frame.
   *
   * @return what a dot stands for, where that was told anew
   */
  public Optional<String> move(Snapshot snapshot) {
    if (view.reducedMotion().get() || isMap()) {
      stop();
      return Optional.of(
          isMap() ? "rates of each client to each pod" : "motion is reduced: no dots");
    }
    Instant now = clock.instant();
    int taken = dots.take(snapshot.traffic().sample(), snapshot.at(), now);
    if (taken > 0) {
      share.taken(snapshot.traffic().ledger(), taken);
    }
    if (!dots.isEmpty() && !now.isBefore(stepped.plus(STEP))) {
      stepped = now;
      painter.ifPresent(drawn -> drawn.paint(dots.at(now), now));
    }
    return taken > 0 ? Optional.of(share.words()) : Optional.empty();
  }

  private void stop() {
    if (!dots.isEmpty()) {
      dots.clear();
      painter.ifPresent(drawn -> drawn.paint(List.of(), clock.instant()));
    }
  }
}
