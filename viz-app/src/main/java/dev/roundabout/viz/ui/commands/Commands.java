package dev.roundabout.viz.ui.commands;

import static dev.roundabout.viz.ui.commands.CommandTable.key;
import static dev.roundabout.viz.ui.commands.CommandTable.keys;
import static dev.roundabout.viz.ui.commands.CommandTable.shortcuts;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;

/** The one table of commands: palette, keys and tooltips read it. To add one, add a line. */
public final class Commands {
  /** The article's number of requests. */
  public static final int BURST = 3000;

  private final CommandTable table = new CommandTable();

  public Commands(Asker ask, ViewSettings view, Openers open, Travel travel, OnStage stage) {
    Refusals refusals = ask.refusals();
    onCluster(ask, refusals);
    onClient(ask, refusals);
    ResolverCommands.add(table, ask, refusals, open);
    PastCommands.add(table, travel, stage);
    ExperimentCommands.add(table, ask, open, travel.slides());
    StageCommands.add(table, view, stage);
    whichCluster(ask, refusals, open);
    onWindow(view, open);
  }

  private void onCluster(Asker ask, Refusals refusals) {
    table
        .add(
            Command.Id.SCALE_UP,
            "Scale up by one",
            "+",
            keys(KeyCode.PLUS, KeyCode.ADD, KeyCode.EQUALS))
        .unless(refusals::scaleUp)
        .does(() -> ask.scaleBy(1));
    table
        .add(Command.Id.SCALE_DOWN, "Scale down by one", "−", keys(KeyCode.MINUS, KeyCode.SUBTRACT))
        .unless(refusals::scaleDown)
        .does(() -> ask.scaleBy(-1));
    table
        .add(Command.Id.DELETE_POD, "Delete a pod gently: it drains", "K", key(KeyCode.K))
        .unless(refusals::kill)
        .does(() -> ask.kill(false));
    table
        .add(
            Command.Id.KILL_POD,
            "Kill a pod hard: connections are reset",
            "Shift K",
            key(KeyCode.K, SHIFT_DOWN))
        .unless(refusals::kill)
        .does(() -> ask.kill(true));
    table
        .add(
            Command.Id.RESTART,
            "Restart the rollout: every pod is replaced",
            "Shift R",
            key(KeyCode.R, SHIFT_DOWN))
        .unless(refusals::restart)
        .does(() -> ask.ask(new Action.Restart()));
    table
        .add(
            Command.Id.DRAIN,
            "Drain a node: its pods are evicted, one after another",
            "Shift D",
            key(KeyCode.D, SHIFT_DOWN))
        .unless(refusals::drain)
        .does(ask::drain);
    table
        .add(
            Command.Id.FREEZE,
            "Freeze a pod: it accepts and never answers; or let it go on",
            "F",
            key(KeyCode.F))
        .unless(refusals::freeze)
        .does(ask::freeze);
    table
        .add(Command.Id.AUTOSCALE, "Autoscaling by CPU on or off, with a CPU limit of each pod")
        .unless(refusals::autoscale)
        .does(ask::toggleAutoscaler);
    table
        .add(
            Command.Id.UNDO,
            "Undo the last change to the cluster",
            "Ctrl Z",
            key(KeyCode.Z, SHORTCUT_DOWN))
        .unless(refusals::changeDeployment)
        .does(() -> ask.ask(new Action.Undo()));
  }

  private void onClient(Asker ask, Refusals refusals) {
    table
        .add(
            Command.Id.TOGGLE_SERVICE,
            "Switch the Service: ClusterIP or headless",
            "S",
            key(KeyCode.S))
        .does(ask::toggleService);
    table
        .add(
            Command.Id.TOGGLE_POLICY,
            "Switch the policy: pick_first or round_robin",
            "P",
            key(KeyCode.P))
        .does(ask::togglePolicy);
    table
        .add(Command.Id.PAUSE, "Pause or resume the load", "Space", key(KeyCode.SPACE))
        .does(ask::togglePause);
    table
        .add(
            Command.Id.BURST,
            "Send a burst of " + BURST + " requests",
            "Shift B",
            key(KeyCode.B, SHIFT_DOWN))
        .does(() -> ask.ask(new Action.Burst(BURST)));
    table
        .add(
            Command.Id.COUNT_ANEW,
            "Count anew: bars and shares cover what comes from now on",
            "Backspace",
            key(KeyCode.BACK_SPACE))
        .unless(refusals::count)
        .does(() -> ask.ask(new Action.Count(true)));
    table
        .add(
            Command.Id.COUNT_LAST_SECOND,
            "Bars and shares cover the last second again",
            "Shift Backspace",
            key(KeyCode.BACK_SPACE, SHIFT_DOWN))
        .unless(refusals::count)
        .does(() -> ask.ask(new Action.Count(false)));
    table
        .add(
            Command.Id.RUN_JOB,
            "Run in cluster: " + BURST + " requests from a Job",
            "J",
            key(KeyCode.J))
        .unless(refusals::runJob)
        .does(ask::runJob);
    table
        .add(Command.Id.LOAD_SEQUENTIAL, "Load: sequential, one call after another")
        .does(() -> ask.load(LoadKind.SEQUENTIAL));
    table
        .add(Command.Id.LOAD_CONCURRENT, "Load: concurrent, a number in flight")
        .does(() -> ask.load(LoadKind.CONCURRENT));
    table
        .add(Command.Id.LOAD_RATE, "Load: a rate, whether or not answers come")
        .does(() -> ask.load(LoadKind.RATE));
    table
        .add(Command.Id.LOAD_NEW_CONNECTION, "Load: a new connection for each call")
        .does(() -> ask.load(LoadKind.NEW_CONNECTION));
    table
        .add(Command.Id.MORE_WORK, "More work per call: CPU time that the server uses")
        .unless(() -> refusals.work(true))
        .does(() -> ask.work(true));
    table
        .add(Command.Id.LESS_WORK, "Less work per call, or none")
        .unless(() -> refusals.work(false))
        .does(() -> ask.work(false));
    table
        .add(Command.Id.MORE_CLIENTS, "One client more")
        .unless(() -> refusals.clients(1))
        .does(() -> ask.clientsBy(1));
    table
        .add(Command.Id.FEWER_CLIENTS, "One client less")
        .unless(() -> refusals.clients(-1))
        .does(() -> ask.clientsBy(-1));
  }

  private void whichCluster(Asker ask, Refusals refusals, Openers open) {
    table
        .add(Command.Id.CHOOSE, "Choose cluster, namespace and Deployment", "C", key(KeyCode.C))
        .does(open.chooser());
    table
        .add(Command.Id.UNLOCK, "Unlock the cluster for changes", "U", key(KeyCode.U))
        .unless(refusals::unlock)
        .does(open.unlock());
    table
        .add(Command.Id.DEPLOY_DEMO, "Deploy the demo")
        .unless(refusals::deployDemo)
        .does(() -> ask.ask(new Action.DeployDemo(Optional.empty())));
    table
        .add(Command.Id.REMOVE_DEMO, "Remove the demo, look at its parts, or name its image")
        .unless(refusals::showDemo)
        .does(open.demo());
    table
        .add(Command.Id.PERMISSIONS, "Missing permissions, and what grants them")
        .unless(refusals::permissions)
        .does(open.permissions());
  }

  private void onWindow(ViewSettings view, Openers open) {
    table
        .add(Command.Id.PALETTE, "Commands", "Ctrl K", key(KeyCode.K, SHORTCUT_DOWN))
        .whileTyping()
        .does(open.palette());
    table
        .add(
            Command.Id.LARGER,
            "Larger type",
            "Ctrl +",
            shortcuts(KeyCode.PLUS, KeyCode.ADD, KeyCode.EQUALS))
        .whileTyping()
        .unless(() -> typeIsFixed(view))
        .does(view::larger);
    table
        .add(
            Command.Id.SMALLER,
            "Smaller type",
            "Ctrl −",
            shortcuts(KeyCode.MINUS, KeyCode.SUBTRACT))
        .whileTyping()
        .unless(() -> typeIsFixed(view))
        .does(view::smaller);
    table
        .add(
            Command.Id.NORMAL_SIZE,
            "Normal type",
            "Ctrl 0",
            shortcuts(KeyCode.DIGIT0, KeyCode.NUMPAD0))
        .whileTyping()
        .does(() -> view.setScale(1));
    table
        .add(Command.Id.THEME, "Next theme: dark, light, projector", "T", key(KeyCode.T))
        .does(() -> view.theme().set(view.theme().get().next()));
    table
        .add(Command.Id.MOTION, "Reduced motion: dots stop, or move again", "M", key(KeyCode.M))
        .does(() -> view.reducedMotion().set(!view.reducedMotion().get()));
    table
        .add(
            Command.Id.WHY,
            "Why? What a pod has reached on its way to requests",
            "W",
            key(KeyCode.W))
        .does(open.why());
    table
        .add(
            Command.Id.FIND_POD,
            "Find a pod by a part of its name or state, and choose it",
            "/",
            keys(KeyCode.SLASH, KeyCode.DIVIDE))
        .does(open.pods());
    table
        .add(Command.Id.CAPTION, "Fold away what is so and why, or show it", "H", key(KeyCode.H))
        .does(() -> view.captionShown().set(!view.captionShown().get()));
  }

  private static Optional<String> typeIsFixed(ViewSettings view) {
    return view.isOnStage()
        ? Optional.of("On stage the type goes by the height of the screen")
        : Optional.empty();
  }

  /** In the order of the palette. */
  public List<Command> all() {
    return table.all();
  }

  public Command get(Command.Id id) {
    return all().stream()
        .filter(command -> command.id() == id)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no command " + id));
  }
}
