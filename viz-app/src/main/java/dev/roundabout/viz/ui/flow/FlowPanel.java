package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.LoadTick.SampledCall;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.CanvasPane;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Type;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.notes.PodNotes;
import dev.roundabout.viz.ui.notes.ServiceNote;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/**
 * Requests in flight. What stands still is one canvas, drawn when it changes; the dots are another,
 * drawn with every frame while any moves, and not more often than can be seen.
 */
public final class FlowPanel implements Panel {
  private static final Duration STEP = Duration.ofMillis(20);

  private final PodRows rows;
  private final Roles roles;
  private final ViewSettings view;
  private final InstantSource clock;
  private final Gate gate;
  private final Canvas still = new Canvas();
  private final Canvas motion = new Canvas();
  private final CanvasPane pane = new CanvasPane(still);
  private final EmptyFlow empty;
  private final ServiceNote service = new ServiceNote();
  private final PodNotes notes = new PodNotes();
  private final Card card;
  private final Sprites sprites;
  private final Dots dots = new Dots();
  private final SampleShare share = new SampleShare();
  private List<PodRow> shown = List.of();
  private Type type = Type.of(13);
  private Scenery scenery = new Scenery(List.of(), new Scenery.Point(0, 0), List.of(), List.of());
  private long paintedLook = -1;
  private Instant stepped = Instant.MIN;
  private long paints;

  public FlowPanel(
      Commands commands, PodRows rows, Roles roles, ViewSettings view, InstantSource clock) {
    this.rows = rows;
    this.roles = roles;
    this.sprites = new Sprites(roles);
    this.view = view;
    this.clock = clock;
    this.gate = Gate.calm(clock);
    this.empty = new EmptyFlow(commands);
    StackPane body = new StackPane(pane, empty);
    body.setMinSize(0, 0);
    body.getStyleClass().add("flow-body");
    this.card = new Card("Requests in flight", Labels.name("mono", "muted"), body, service, notes);
    card.getStyleClass().add("flow");
    pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    pane.cover(motion);
    motion.setId("flow-motion");
    still.setId("flow-still");
    new Hover(pane, this::podAt, row -> view.toggleSelected(row.pod().name()));
  }

  private Optional<PodRow> podAt(MouseEvent event) {
    return scenery
        .blockAt(event.getX(), event.getY())
        .flatMap(block -> shown.stream().filter(row -> isOf(block, row)).findFirst());
  }

  private static boolean isOf(Scenery.Block block, PodRow row) {
    return block.pod().equals(row.pod().name());
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (pane.isEmpty()) {
      return;
    }
    long look = look();
    if (gate.opens(
        look, snapshot.cluster(), snapshot.client(), snapshot.traffic(), snapshot.troubles())) {
      show(snapshot, look);
    }
    move(snapshot);
  }

  /** How often the still canvas was drawn; tests count the work with it. */
  public long paints() {
    return paints;
  }

  private long look() {
    return pane.stamp() * 31
        + roles.version() * 7L
        + Double.hashCode(view.em())
        + view.selectedPod().get().hashCode();
  }

  private void show(Snapshot snapshot, long look) {
    if (type.em() != view.em()) {
      type = Type.of(view.em());
    }
    List<PodRow> pods = rows.of(snapshot);
    shown = pods;
    writeHead(snapshot);
    service.show(snapshot);
    notes.show(pods);
    empty.show(pods.isEmpty(), snapshot);
    Scenery next = new Planner(pane.getWidth(), pane.getHeight(), view.em()).plan(snapshot, pods);
    if (look == paintedLook && next.equals(scenery)) {
      return;
    }
    scenery = next;
    place(next.zone(view.em()));
    paintedLook = look;
    paints++;
    new Painter(still.getGraphicsContext2D(), roles, type).paint(next, view.selectedPod().get());
    pane.setAccessibleText(inWords(pods));
  }

  private void place(Rectangle2D zone) {
    motion.setLayoutX(zone.getMinX());
    motion.setLayoutY(zone.getMinY());
    motion.setWidth(zone.getWidth());
    motion.setHeight(Math.min(zone.getHeight(), pane.getHeight() - zone.getMinY()));
  }

  private void writeHead(Snapshot snapshot) {
    int clients = snapshot.client().settings().clients();
    String target = snapshot.client().firstResolution().map(Resolution::target).orElse("");
    card.right().setText(Numbers.of(clients, "client") + (target.isEmpty() ? "" : " · " + target));
  }

  private static String inWords(List<PodRow> pods) {
    Map<String, Long> counts =
        pods.stream().collect(Collectors.groupingBy(PodRow::words, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%d pods %s", entry.getValue(), entry.getKey()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void move(Snapshot snapshot) {
    if (view.reducedMotion().get()) {
      stopDots();
      return;
    }
    Instant now = clock.instant();
    List<SampledCall> sample = snapshot.traffic().sample();
    int taken = dots.take(sample, snapshot.at(), now);
    if (taken > 0) {
      share.taken(snapshot.traffic().ledger(), taken);
      card.note().setText(share.words());
    }
    if (dots.isEmpty() || now.isBefore(stepped.plus(STEP))) {
      return;
    }
    stepped = now;
    new DotPainter(motion.getGraphicsContext2D(), roles, sprites, scenery, view.em())
        .paint(dots.at(now), now);
  }

  private void stopDots() {
    card.note().setText("motion is reduced: no dots");
    if (!dots.isEmpty()) {
      dots.clear();
      new DotPainter(motion.getGraphicsContext2D(), roles, sprites, scenery, view.em())
          .paint(List.of(), clock.instant());
    }
  }
}
