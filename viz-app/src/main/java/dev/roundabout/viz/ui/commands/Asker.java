package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Turns what a person wants into Actions, by what is on screen. */
public final class Asker {
  /** Streams that a step opens or closes: one for each pod of the demo. */
  static final int STREAMS = 3;

  private final Consumer<Action> actions;
  private final Supplier<Snapshot> drawn;
  private final PodRows rows;
  private final ViewSettings view;
  private final CountFrom replicas;
  private final CountFrom streams;
  private final CountFrom clients;
  private final Refusals refusals;
  private final ResolverAsker resolver;

  /**
   * @param actions takes every Action; never blocks
   * @param drawn the newest snapshot: what is asked for is asked of the present
   * @param questions puts a question before a person
   */
  public Asker(
      Consumer<Action> actions,
      Supplier<Snapshot> drawn,
      PodRows rows,
      ViewSettings view,
      Consumer<Question> questions,
      InstantSource clock) {
    this.actions = actions;
    this.drawn = drawn;
    this.rows = rows;
    this.view = view;
    this.replicas = new CountFrom(clock);
    this.streams = new CountFrom(clock);
    this.clients = new CountFrom(clock);
    this.refusals = new Refusals(drawn, this::killTarget, this::freezeTarget);
    this.resolver = new ResolverAsker(this::ask, drawn, refusals, questions);
  }

  /** What is asked for about re-resolution. */
  public ResolverAsker resolver() {
    return resolver;
  }

  /** Why something cannot be done now. */
  public Refusals refusals() {
    return refusals;
  }

  public void ask(Action action) {
    actions.accept(action);
  }

  public void scaleTo(int wanted) {
    replicas.asked(wanted);
    ask(new Action.Scale(wanted));
  }

  void scaleBy(int step) {
    int wanted = replicas.base(drawn.get().cluster().desired()) + step;
    scaleTo(Math.max(0, Math.min(Action.MAX_REPLICAS, wanted)));
  }

  /** The pod that a kill would hit: the selected one, or else the first that serves. */
  public Optional<PodRow> killTarget() {
    String selected = view.selectedPod().get();
    Optional<PodRow> chosen = Optional.empty();
    for (PodRow row : rows.of(drawn.get())) {
      boolean alive = row.standing() != Standing.LEAVING;
      if (alive && row.pod().name().equals(selected)) {
        return Optional.of(row);
      }
      if (chosen.isEmpty() && row.standing() == Standing.SERVING) {
        chosen = Optional.of(row);
      }
    }
    return chosen;
  }

  /** The pod that is frozen or thawed: the selected one, or else a frozen one, or a serving one. */
  public Optional<PodRow> freezeTarget() {
    boolean selected =
        rows.of(drawn.get()).stream()
            .filter(row -> row.standing() != Standing.LEAVING)
            .anyMatch(row -> row.pod().name().equals(view.selectedPod().get()));
    return selected
        ? killTarget()
        : rows.of(drawn.get()).stream()
            .filter(row -> row.standing() == Standing.FROZEN)
            .findFirst()
            .or(this::killTarget);
  }

  void freeze() {
    freezeTarget().ifPresent(row -> ask(new Action.Freeze(row.pod().name(), !row.pod().frozen())));
  }

  /** As many as there may be. */
  void streamsBy(int step) {
    int wanted = streams.base(settings().streams()) + step;
    int allowed = Math.max(0, Math.min(Settings.MAX_STREAMS, wanted));
    streams.asked(allowed);
    ask(new Action.SetStreams(allowed));
  }

  void kill(boolean hard) {
    killTarget().ifPresent(row -> ask(new Action.Kill(row.pod().name(), hard)));
  }

  /** The node of the pod that a kill would hit. */
  void drain() {
    killTarget().ifPresent(row -> ask(new Action.Drain(row.pod().node(), false)));
  }

  void toggleAutoscaler() {
    Optional<Autoscaling> wanted = Optional.of(Autoscaling.DEFAULT);
    boolean on = Autoscaling.of(drawn.get().cluster()).isPresent();
    ask(new Action.SetAutoscaler(on ? Optional.empty() : wanted));
  }

  void togglePolicy() {
    ask(new Action.SetPolicy(following(settings().policy(), LbPolicy.values())));
  }

  void toggleService() {
    ask(new Action.UseService(following(settings().service(), ServiceKind.values())));
  }

  private static <E> E following(E current, E[] all) {
    List<E> choices = List.of(all);
    return choices.get((choices.indexOf(current) + 1) % choices.size());
  }

  void togglePause() {
    ask(new Action.SetRunning(!settings().running()));
  }

  /** Another kind of load, with the value it starts at; nothing where it is the kind already. */
  public void load(LoadKind kind) {
    if (LoadKind.of(settings().load()) != kind) {
      ask(new Action.SetLoad(kind.start()));
    }
  }

  /** The next step of work per call; nothing at the end. */
  void work(boolean more) {
    WorkSteps.next(settings().work(), more).ifPresent(next -> ask(new Action.SetWork(next)));
  }

  void clientsBy(int step) {
    int wanted = clients.base(settings().clients()) + step;
    int allowed = Math.max(1, Math.min(Settings.MAX_CLIENTS, wanted));
    clients.asked(allowed);
    ask(new Action.SetClients(allowed));
  }

  /**
   * The article's run inside the cluster, with the Service, the concurrency and the connections of
   * now.
   */
  void runJob() {
    Settings now = settings();
    int inFlight = now.load() instanceof Load.Concurrent some ? some.inFlight() : 1;
    boolean newConnections = now.load() instanceof Load.NewConnection;
    ask(new Action.RunJob(now.service(), Commands.BURST, inFlight, newConnections));
  }

  private Settings settings() {
    return drawn.get().client().settings();
  }
}
