package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Fold;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The rail: what can be changed. Every control shows how it is now, not what was clicked. */
public final class ControlsPanel implements Panel {
  private static final PseudoClass PAUSED = PseudoClass.getPseudoClass("paused");

  private final ViewSettings view;
  private final Asker ask;
  private final GuardNotice guard;
  private final Stepper<Integer> replicas;
  private final ScalerNotice scaler = new ScalerNotice();
  private final Segments<ServiceKind> services;
  private final Segments<LbPolicy> policies;
  private final Command switchesCommand;
  private final Explained switches;
  private final ResolvingControl resolving;
  private final StreamsControl streams;
  private final LoadControl load;
  private final Stepper<Integer> clients;
  private final Command pausing;
  private final Button pause;
  private final Explained pauseBox;
  private final Command jobCommand;
  private final Explained job;
  private final Label jobNote = Labels.wrapping("muted", "small");
  private final KillControl kill;
  private final ExperimentList experiments;
  private final Gate experimentsGate;
  private final Gate gate;
  private final Gate killGate;
  private final Gate costGate;
  private final StackPane node;

  public ControlsPanel(Asker ask, Commands commands, ViewSettings view, InstantSource clock) {
    this.ask = ask;
    this.view = view;
    this.guard = new GuardNotice(commands);
    this.jobCommand = commands.get(Command.Id.RUN_JOB);
    this.job = Buttons.of("Run in cluster", jobCommand, "outlined");
    this.gate = Gate.prompt(clock);
    this.killGate = Gate.calm(clock);
    this.costGate = new Gate(clock, Duration.ofSeconds(1));
    this.switchesCommand = commands.get(Command.Id.SWITCHES);
    this.switches = Buttons.of("Switches", switchesCommand, "outlined", "small-button");
    this.resolving = new ResolvingControl(ask, commands);
    this.streams = new StreamsControl(ask, commands);
    this.replicas =
        new Stepper<>(
            "Replicas",
            commands.get(Command.Id.SCALE_DOWN),
            commands.get(Command.Id.SCALE_UP),
            Stepper.Reading.of(0, Action.MAX_REPLICAS),
            ask::scaleTo);
    this.services =
        new Segments<>(
            ServiceKind.values(),
            ServiceKind::label,
            kind -> commands.get(Command.Id.TOGGLE_SERVICE).help(),
            kind -> ask.ask(new Action.UseService(kind)));
    this.policies =
        new Segments<>(
            LbPolicy.values(),
            LbPolicy::label,
            LbPolicy::expectation,
            policy -> ask.ask(new Action.SetPolicy(policy)));
    this.load = new LoadControl(ask);
    this.clients = clientStepper(ask, commands).small();
    this.pausing = commands.get(Command.Id.PAUSE);
    this.pauseBox = Buttons.of("Pause", pausing, "go");
    this.pause = (Button) pauseBox.getChildren().get(0);
    this.kill = new KillControl(ask, commands);
    this.experiments = new ExperimentList(ask);
    this.experimentsGate = Gate.prompt(clock);
    this.node = scrolling(rail(commands));
  }

  private static Stepper<Integer> clientStepper(Asker ask, Commands commands) {
    return new Stepper<>(
        "Clients",
        commands.get(Command.Id.FEWER_CLIENTS),
        commands.get(Command.Id.MORE_CLIENTS),
        Stepper.Reading.of(1, Settings.MAX_CLIENTS),
        number -> ask.ask(new Action.SetClients(number)));
  }

  private VBox rail(Commands commands) {
    Label first = section("DEPLOYMENT");
    first.getStyleClass().add("first");
    List<Node> folds = folds(commands);
    VBox rail =
        new VBox(
            first,
            guard,
            replicas,
            scaler,
            section("SERVICE", commands.get(Command.Id.TOGGLE_SERVICE)),
            services,
            headed(section("LOAD BALANCING", commands.get(Command.Id.TOGGLE_POLICY)), switches),
            policies,
            section("RE-RESOLVE ADDRESSES", commands.get(Command.Id.NEXT_RESOLVER)),
            resolving,
            headed(section("LOAD"), load.hint()),
            load,
            clients,
            Buttons.pair(
                pauseBox, Buttons.of("Burst", commands.get(Command.Id.BURST), "outlined")));
    rail.getChildren().addAll(folds);
    rail.getStyleClass().add("rail");
    return rail;
  }

  /** What is seldom used has a title each, and room when it is wanted. */
  private List<Node> folds(Commands commands) {
    Fold list =
        new Fold("Experiments", commands.get(Command.Id.EXPERIMENTS).keyText(), experiments);
    Fold pods = new Fold("End, freeze", "", kill);
    VBox held = new VBox(streams, inCluster());
    held.getStyleClass().add("rail");
    Fold more = new Fold("Streams, Job", "", held);
    Fold costs = new Fold("Cost, age", "", resolving.rarely());
    List<Node> folds = Fold.group(List.of(list, pods, more, costs));
    list.open(true);
    return folds;
  }

  private HBox inCluster() {
    HBox row = new HBox(job, jobNote);
    HBox.setHgrow(jobNote, Priority.ALWAYS);
    row.getStyleClass().addAll("pair", "list-row");
    return row;
  }

  private static StackPane scrolling(VBox rail) {
    ScrollPane scroll = new ScrollPane(rail);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    StackPane card = new StackPane(scroll);
    card.getStyleClass().add("card");
    return card;
  }

  private static HBox headed(Label title, Node right) {
    HBox head = new HBox(title, Labels.gap(), right);
    head.getStyleClass().add("headed");
    return head;
  }

  private static Label section(String title, Command command) {
    return section(Buttons.withKey(title, command));
  }

  private static Label section(String title) {
    return Labels.of(title, "section", "muted");
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void render(Snapshot snapshot) {
    Settings settings = snapshot.client().settings();
    if (costGate.opens(0, snapshot.client())) {
      resolving.showCost(snapshot);
    }
    if (gate.opens(0, snapshot.cluster(), settings, snapshot.client().streams())) {
      show(snapshot, settings);
    }
    if (experimentsGate.opens(0, snapshot.experiments(), snapshot.cluster().api())) {
      experiments.show(snapshot.experiments());
    }
    String selected = view.selectedPod().get();
    if (killGate.opens(selected.hashCode(), snapshot.cluster(), snapshot.client())) {
      kill.show(selected);
    }
  }

  private void show(Snapshot snapshot, Settings settings) {
    ClusterState cluster = snapshot.cluster();
    guard.show(cluster.api().guard());
    replicas.show(
        cluster.desired(),
        Numbers.count(cluster.ready()) + " ready",
        ask.refusals().changeDeployment());
    scaler.show(cluster.api().scaler());
    job.disabledBecause(jobCommand.refusal().get());
    jobNote.setText(jobWords(cluster, settings));
    services.show(settings.service());
    policies.show(settings.policy());
    int on = settings.switches().size();
    ((Button) switches.getChildren().get(0))
        .setText(
            Buttons.withKey(on == 0 ? "Switches" : "Switches: " + on + " on", switchesCommand));
    resolving.show(snapshot);
    streams.show(snapshot.client());
    load.show(settings);
    clients.show(
        settings.clients(), settings.clients() == 1 ? "client" : "clients", Optional.empty());
    pause.setText(Buttons.withKey(settings.running() ? "Pause" : "Resume", pausing));
    pause.pseudoClassStateChanged(PAUSED, !settings.running());
  }

  private static String jobWords(ClusterState cluster, Settings settings) {
    String service = settings.service().label();
    return cluster.info().origin().isEmbedded()
        ? "for a Kubernetes cluster"
        : Commands.BURST + " by a Job, " + service + " Service";
  }
}
