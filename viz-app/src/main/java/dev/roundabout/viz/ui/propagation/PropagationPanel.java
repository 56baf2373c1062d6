package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.CanvasPane;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.Type;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * From scale to first request: a lane for each pod, with the wait named at its end. It is drawn
 * when something changed or has grown by a pixel.
 */
public final class PropagationPanel implements Panel {
  private static final String NOTHING =
      "Scale the Deployment with + and −: every stage of each pod's road to its first request"
          + " shows here, and where it waits.";

  /** Waits are put into other words now and then, even where no stage was reached. */
  private static final long WORDS_MILLIS = 500;

  private final Roles roles;
  private final ViewSettings view;
  private final InstantSource shownTime;
  private final Gate gate;
  private final Canvas canvas = new Canvas();
  private final CanvasPane pane = new CanvasPane(canvas);
  private final Label nothing = Labels.wrapping("muted");
  private final Card card;
  private final RoadMap map;
  private final Optional<Summary> summary;
  private final Optional<Panel> foot;
  private Type type = Type.of(13);
  private RoadPainter painter;
  private long paints;
  private @Nullable Propagation headed;
  private Optional<PodChange> newest = Optional.empty();
  private long headSeconds;

  /**
   * @param shownTime the moment that is shown: now, or one of the past
   * @param opener shows the facts behind a road
   * @param foot what stands below: the way to the past
   */
  public PropagationPanel(
      Roles roles,
      ViewSettings view,
      InstantSource clock,
      InstantSource shownTime,
      TimeView time,
      Consumer<StageFacts> opener,
      Summary summary,
      Panel foot) {
    this(roles, view, clock, shownTime, time, opener, Optional.of(summary), Optional.of(foot));
  }

  /** The roads alone, without the ways to the past and to a file. */
  public PropagationPanel(
      Roles roles, ViewSettings view, InstantSource clock, InstantSource shownTime, TimeView time) {
    this(roles, view, clock, shownTime, time, facts -> {}, Optional.empty(), Optional.empty());
  }

  private PropagationPanel(
      Roles roles,
      ViewSettings view,
      InstantSource clock,
      InstantSource shownTime,
      TimeView time,
      Consumer<StageFacts> opener,
      Optional<Summary> summary,
      Optional<Panel> foot) {
    this.roles = roles;
    this.view = view;
    this.shownTime = shownTime;
    this.summary = summary;
    this.foot = foot;
    this.gate = new Gate(clock, Duration.ofMillis(60));
    this.map = new RoadMap(pane, time, opener);
    this.painter = new RoadPainter(canvas.getGraphicsContext2D(), roles, type);
    StackPane body = new StackPane(pane, nothing);
    body.setMinSize(0, 0);
    body.getStyleClass().add("roads-body");
    nothing.setText(NOTHING);
    nothing.setMaxWidth(Label.USE_PREF_SIZE);
    this.card =
        Shown.whenNeeded(new Card("From scale to first request", Labels.name("muted"), body));
    summary.ifPresent(words -> card.getChildren().add(words.node()));
    foot.ifPresent(panel -> card.getChildren().add(panel.node()));
    card.setId(foot.isPresent() ? "propagation" : "stage-propagation");
    pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    canvas.setId("roads");
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public double share() {
    return 1.3;
  }

  @Override
  public void render(Snapshot snapshot) {
    // Where no pod is and none was there is something else to read.
    card.setVisible(
        !snapshot.cluster().seats().isEmpty() || !snapshot.propagation().lanes().isEmpty());
    foot.ifPresent(panel -> panel.render(snapshot));
    summary.ifPresent(Summary::poll);
    if (pane.isEmpty()) {
      return;
    }
    Instant now = shownTime.instant();
    head(snapshot.propagation(), now);
    if (!gate.opens(look(now), snapshot.propagation(), snapshot.client().settings())) {
      return;
    }
    show(snapshot, now);
  }

  /** How often the canvas was drawn; tests count the work with it. */
  public long paints() {
    return paints;
  }

  /** Another number for another look; while a road grows, for every pixel. */
  private long look(Instant now) {
    return pane.stamp() * 31
        + roles.version() * 7L
        + Double.hashCode(view.em())
        + view.selectedPod().get().hashCode() * 13L
        + map.version() * 1_000_003L
        + map.pixelsGrown(now) * 37L
        + (map.isOpen() ? now.toEpochMilli() / WORDS_MILLIS : 0);
  }

  private void show(Snapshot snapshot, Instant now) {
    if (type.em() != view.em()) {
      type = Type.of(view.em());
      painter = new RoadPainter(canvas.getGraphicsContext2D(), roles, type);
    }
    Propagation propagation = snapshot.propagation();
    map.show(snapshot, view.selectedPod().get(), now, view.em(), painter::width);
    nothing.setVisible(map.roads().isEmpty());
    pane.setAccessibleText(map.inWords());
    summary.ifPresent(words -> words.show(propagation));
    painter.paint(map, propagation.marks(), now);
    paints++;
  }

  /** The age is of now, whether or not a road has grown. */
  @SuppressWarnings("ReferenceEquality") // an unchanged part of a snapshot is the same object
  private void head(Propagation propagation, Instant now) {
    boolean same = propagation == headed;
    if (!same) {
      headed = propagation;
      newest = propagation.changes().stream().max(Comparator.comparingInt(PodChange::number));
    }
    long seconds =
        newest.map(change -> Duration.between(change.asked(), now).toSeconds()).orElse(0L);
    if (!same || seconds != headSeconds) {
      headSeconds = seconds;
      card.right().setText(newest.map(change -> head(change, now)).orElse(""));
    }
  }

  private static String head(PodChange change, Instant now) {
    return change.what() + ", " + Numbers.age(Duration.between(change.asked(), now)) + " ago";
  }
}
