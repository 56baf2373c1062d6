package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.ui.bars.BarsPanel;
import dev.roundabout.viz.ui.caption.CaptionPanel;
import dev.roundabout.viz.ui.caption.Captions;
import dev.roundabout.viz.ui.channelz.ChannelzPanel;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.controls.ControlsPanel;
import dev.roundabout.viz.ui.events.EventsPanel;
import dev.roundabout.viz.ui.experiments.ExperimentBand;
import dev.roundabout.viz.ui.flow.FlowPanel;
import dev.roundabout.viz.ui.hearing.HearingPanel;
import dev.roundabout.viz.ui.history.PastBar;
import dev.roundabout.viz.ui.history.Playhead;
import dev.roundabout.viz.ui.history.SeekBar;
import dev.roundabout.viz.ui.history.Slides;
import dev.roundabout.viz.ui.honesty.HonestyPanel;
import dev.roundabout.viz.ui.job.JobPanel;
import dev.roundabout.viz.ui.kit.Beside;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.permissions.PermissionsBanner;
import dev.roundabout.viz.ui.propagation.PropagationPanel;
import dev.roundabout.viz.ui.propagation.StageFacts;
import dev.roundabout.viz.ui.propagation.Summary;
import dev.roundabout.viz.ui.propagation.TimeView;
import dev.roundabout.viz.ui.resolved.ResolvedPanel;
import dev.roundabout.viz.ui.topbar.TopBar;
import dev.roundabout.viz.ui.trouble.TroublePanel;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javafx.scene.Node;

/**
 * The explicit list of panels, by where they stand. To add one, add its line.
 *
 * @param top above everything
 * @param band across the window, while there is something to lead through
 * @param rail at the left
 * @param centre the story, top to bottom
 * @param evidence at the right
 * @param footer below everything
 */
record Panels(
    List<Panel> top,
    List<Panel> band,
    List<Panel> rail,
    List<Panel> centre,
    List<Panel> evidence,
    List<Panel> footer) {

  /**
   * What panels are made with.
   *
   * @param playhead the moment that is shown
   * @param slides the place of an experiment that is shown
   * @param fps frames in the last second
   */
  record Kit(
      Asker ask,
      Commands commands,
      PodRows rows,
      Roles roles,
      ViewSettings view,
      Playhead playhead,
      Slides slides,
      TimeView time,
      Summary summary,
      Consumer<StageFacts> stages,
      DoubleSupplier fps,
      InstantSource clock) {}

  static Panels of(Kit kit) {
    InstantSource clock = kit.clock();
    SeekBar seek = new SeekBar(kit.playhead(), kit.commands().get(Command.Id.HOLD)::run);
    FlowPanel flow = new FlowPanel(kit.commands(), kit.rows(), kit.roles(), kit.view(), clock);
    BarsPanel bars = new BarsPanel(kit.rows(), kit.view(), clock, kit.playhead());
    PropagationPanel propagation =
        new PropagationPanel(
            kit.roles(),
            kit.view(),
            clock,
            kit.playhead(),
            kit.time(),
            kit.stages(),
            kit.summary(),
            seek);
    ResolvedPanel resolved = new ResolvedPanel(kit.playhead(), clock);
    ChannelzPanel channelz = new ChannelzPanel(clock);
    EventsPanel events = new EventsPanel(clock);
    Map<Spot, Node> spots =
        Map.of(
            Spot.FLOW, flow.node(),
            Spot.BARS, bars.node(),
            Spot.PROPAGATION, propagation.node(),
            Spot.RESOLVED, resolved.node(),
            Spot.CHANNELZ, channelz.node(),
            Spot.EVENTS, events.node());
    return new Panels(
        List.of(
            new PastBar(kit.playhead(), kit.commands().get(Command.Id.LIVE)::run),
            new TopBar(kit.commands(), kit.view(), clock),
            new HearingPanel(clock),
            new PermissionsBanner(kit.commands().get(Command.Id.PERMISSIONS)::run, clock),
            new TroublePanel(clock)),
        List.of(
            new CaptionPanel(new Captions(kit.commands(), kit.playhead()), kit.view()),
            new ExperimentBand(kit.slides(), kit.commands(), spots, kit.view(), clock)),
        List.of(new ControlsPanel(kit.ask(), kit.commands(), kit.view(), clock)),
        List.of(
            flow,
            new Beside(bars, new JobPanel(kit.rows(), kit.view(), clock), kit.view()),
            propagation),
        List.of(resolved, channelz, events),
        List.of(new HonestyPanel(kit.fps(), clock)));
  }

  /** What shows the moment that the playhead stands at. */
  List<Panel> shown() {
    return Stream.of(band, centre, evidence, footer).flatMap(List::stream).toList();
  }

  /** What shows the present, and acts on it. */
  List<Panel> present() {
    return Stream.of(top, rail).flatMap(List::stream).toList();
  }
}
