package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.chooser.Chooser;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Openers;
import dev.roundabout.viz.ui.commands.Question;
import dev.roundabout.viz.ui.demo.DemoDialog;
import dev.roundabout.viz.ui.experiments.ExperimentsDialog;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.palette.Palette;
import dev.roundabout.viz.ui.palette.PodSearch;
import dev.roundabout.viz.ui.permissions.PermissionsDialog;
import dev.roundabout.viz.ui.propagation.StageDialog;
import dev.roundabout.viz.ui.propagation.StageFacts;
import dev.roundabout.viz.ui.question.QuestionDialog;
import dev.roundabout.viz.ui.switches.SwitchesDialog;
import dev.roundabout.viz.ui.unlock.UnlockDialog;
import dev.roundabout.viz.ui.why.WhyDialog;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;

/** What opens over the window, one at a time. */
final class Overlays {
  private final Palette palette;
  private final PodSearch pods;
  private final Chooser chooser;
  private final UnlockDialog unlock;
  private final DemoDialog demo;
  private final PermissionsDialog permissions;
  private final SwitchesDialog switches;
  private final ExperimentsDialog experiments;
  private final WhyDialog why;
  private final StageDialog stages;
  private final QuestionDialog question;

  /**
   * @param first the snapshot to begin with
   * @param closed gives the focus back
   */
  Overlays(Asker ask, ViewSettings view, Snapshot first, Runnable closed, InstantSource clock) {
    this.palette = new Palette(closed);
    this.pods = new PodSearch(view, closed);
    this.chooser = new Chooser(ask, first, closed, clock);
    this.unlock = new UnlockDialog(ask, closed, clock);
    this.demo = new DemoDialog(ask, closed, clock);
    this.permissions = new PermissionsDialog(closed, clock);
    this.switches = new SwitchesDialog(ask, closed, clock);
    this.experiments = new ExperimentsDialog(ask, unlock::show, closed, clock);
    this.why = new WhyDialog(view, closed, clock);
    this.stages = new StageDialog(closed);
    this.question = new QuestionDialog(ask::ask, closed);
  }

  /**
   * @param commands that the palette lists
   * @param rows of the pods that can be chosen
   * @param present begins or ends full screen
   */
  Openers openers(Supplier<List<Command>> commands, Supplier<List<PodRow>> rows, Runnable present) {
    return new Openers(
        () -> palette.show(commands.get()),
        chooser::show,
        unlock::show,
        demo::show,
        permissions::show,
        switches::show,
        experiments::show,
        why::show,
        () -> pods.show(rows.get()),
        present);
  }

  /** Puts a question before a person. */
  void ask(Question asked) {
    question.show(asked);
  }

  /** Offers the experiments. */
  void offerExperiments() {
    experiments.show();
  }

  /** Shows the facts behind a road. */
  void show(StageFacts facts) {
    stages.show(facts);
  }

  boolean isAnyOpen() {
    return palette.isOpen()
        || pods.isOpen()
        || chooser.isOpen()
        || unlock.isOpen()
        || demo.isOpen()
        || permissions.isOpen()
        || switches.isOpen()
        || experiments.isOpen()
        || why.isOpen()
        || stages.isOpen()
        || question.isOpen();
  }

  /** Those that draw what a snapshot says. */
  List<Panel> panels() {
    return List.of(chooser, unlock, demo, permissions, switches, experiments, why);
  }

  List<Node> nodes() {
    return List.of(
        chooser.node(),
        unlock.node(),
        demo.node(),
        permissions.node(),
        switches.node(),
        experiments.node(),
        why.node(),
        stages.node(),
        question.node(),
        pods.node(),
        palette.node());
  }
}
