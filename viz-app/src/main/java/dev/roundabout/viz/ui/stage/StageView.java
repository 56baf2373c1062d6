package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.model.diagnosis.Finding;
import dev.roundabout.viz.ui.caption.Captions;
import dev.roundabout.viz.ui.channelz.ChannelzPanel;
import dev.roundabout.viz.ui.events.EventsPanel;
import dev.roundabout.viz.ui.experiments.Checks;
import dev.roundabout.viz.ui.experiments.Narration;
import dev.roundabout.viz.ui.experiments.Roomy;
import dev.roundabout.viz.ui.history.Playhead;
import dev.roundabout.viz.ui.history.Slides;
import dev.roundabout.viz.ui.honesty.HonestyPanel;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.propagation.PropagationPanel;
import dev.roundabout.viz.ui.propagation.TimeView;
import dev.roundabout.viz.ui.resolved.ResolvedPanel;
import dev.roundabout.viz.ui.stage.Areas.Area;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The window as a stage: what is so and why, who gets requests, the road of the change that
 * matters, and the books. Its type goes by its height.
 */
public final class StageView implements Panel {
  /** Of the room for panels, where a step asks for a look at one of them. */
  private static final double LOOKED_AT = 2 / 3.0;

  /** For the picture, where nothing asks for a look. */
  private static final double PICTURE = 0.62;

  /** For the checks, once an experiment is judged. */
  private static final double JUDGED = 0.62;

  /** Edge and padding, in em. */
  private static final double HEADLINE_INSETS = 1.7;

  private final Captions captions;
  private final ViewSettings view;
  private final Slides slides;
  private final Focus focus;
  private final Headline headline = new Headline();
  private final Corner corner = new Corner();
  private final Label narration = Labels.wrapping("stage-narration");
  private final Roomy lines = new Roomy(narration, "stage-narration");
  private final Checks checks = new Checks(Checks.Size.LARGE);
  private Optional<ExperimentRun> judged = Optional.empty();
  private final PodPicture picture;
  private final Map<Spot, Panel> panels = new EnumMap<>(Spot.class);
  private final Areas areas = new Areas();
  private final HonestyPanel books;
  private final VBox node;
  private int place = -1;

  /**
   * @param captions what is so, and the key that would change it
   * @param playhead the moment that is shown
   * @param slides the place of an experiment that is shown
   * @param focus what a person wants to see alone
   */
  public StageView(
      Captions captions,
      PodRows rows,
      Roles roles,
      ViewSettings view,
      Playhead playhead,
      Slides slides,
      TimeView time,
      Focus focus,
      InstantSource clock) {
    this.captions = captions;
    this.view = view;
    this.slides = slides;
    this.focus = focus;
    this.picture = new PodPicture(rows, roles, view, playhead, clock);
    this.books = new HonestyPanel(clock);
    panels.put(Spot.FLOW, picture);
    panels.put(Spot.BARS, picture);
    panels.put(Spot.PROPAGATION, new PropagationPanel(roles, view, clock, playhead, time));
    panels.put(Spot.RESOLVED, new ResolvedPanel(playhead, clock));
    panels.put(Spot.CHANNELZ, new ChannelzPanel(clock));
    panels.put(Spot.EVENTS, new EventsPanel(clock));
    HBox.setHgrow(headline, Priority.ALWAYS);
    HBox head = new HBox(headline, corner);
    head.getStyleClass().add("stage-head");
    narration.setId("stage-narration");
    lines.managedProperty().bind(lines.visibleProperty());
    VBox.setVgrow(areas, Priority.ALWAYS);
    VBox body = new VBox(lines, areas);
    body.getStyleClass().add("stage-body");
    VBox.setVgrow(body, Priority.ALWAYS);
    this.node = new VBox(head, body, books.node());
    node.getStyleClass().add("stage");
    node.setId("stage");
    node.setMinSize(0, 0);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void render(Snapshot snapshot) {
    Optional<ExperimentRun> run = slides.shown();
    int now = slides.place();
    if (now != place) {
      place = now;
      focus.all();
    }
    Optional<Narration> words =
        run.map(on -> Narration.of(on, now, slides.isBack(), slides.isHasty(), slides.following()));
    corner.measure(node.getWidth() / view.em(), view.em());
    Finding finding = captions.of(snapshot);
    String key = captions.next(finding);
    corner.show(run, now, words, key.isEmpty() ? "E: the experiments" : key);
    headline.show(
        Headlines.of(finding, run, now, words),
        (headline.getWidth() - HEADLINE_INSETS * view.em()) / view.em());
    judged = run.filter(on -> now > on.steps().size());
    lines.setVisible(run.isPresent() && judged.isEmpty());
    run.ifPresent(on -> lines.keep(on.steps().stream().map(ExperimentRun.Step::line).toList()));
    narration.setText(run.flatMap(on -> on.step(now)).map(ExperimentRun.Step::line).orElse(" "));
    judged.ifPresent(on -> checks.show(on, now));
    arrange(words.flatMap(Narration::spot));
    books.render(snapshot);
    panels.values().stream()
        .distinct()
        .filter(panel -> areas.equals(panel.node().getParent()))
        .forEach(panel -> panel.render(snapshot));
  }

  private void arrange(Optional<Spot> looked) {
    focus.alone().ifPresentOrElse(this::showAlone, () -> showAll(looked));
  }

  private void showAlone(Spot spot) {
    picture.show(
        switch (spot) {
          case FLOW -> Columns.Part.FLOW;
          case BARS -> Columns.Part.BARS;
          case PROPAGATION, RESOLVED, CHANNELZ, EVENTS -> Columns.Part.BOTH;
        });
    large(spot, true);
    areas.show(List.of(new Area(panel(spot), 1)));
  }

  private void showAll(Optional<Spot> looked) {
    picture.show(Columns.Part.BOTH);
    Spot spot = looked.orElse(Spot.FLOW);
    boolean below = spot != Spot.FLOW && spot != Spot.BARS;
    double part = looked.isEmpty() ? PICTURE : below ? 1 - LOOKED_AT : LOOKED_AT;
    Spot second = below ? spot : Spot.PROPAGATION;
    large(second, below);
    if (judged.isPresent()) {
      areas.show(List.of(new Area(picture.node(), 1 - JUDGED), new Area(checks, JUDGED)));
      return;
    }
    areas.show(List.of(new Area(picture.node(), part), new Area(panel(second), 1 - part)));
  }

  /** What is looked at has room for larger type. */
  private void large(Spot spot, boolean on) {
    Labels.restyle(panel(spot), "seen-", on ? "seen-large" : "seen-small");
  }

  private Node panel(Spot spot) {
    return panels.getOrDefault(spot, picture).node();
  }
}
