package dev.roundabout.viz.app;

import dev.roundabout.viz.app.Clusters.Plan;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClientFact.SettingsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.SessionFact.Asked;
import dev.roundabout.viz.model.SessionFact.ChoicesSeen;
import dev.roundabout.viz.model.SessionFact.Left;
import dev.roundabout.viz.model.SessionFact.Refused;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.SessionFact.Turned;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Target;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import dev.roundabout.viz.ui.history.History;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One look at a cluster after another, behind one window: what is shown now, and where actions go.
 *
 * <p>Turning to another cluster ends the session before, on {@code viz-sessions}, and opens the
 * next with the client's settings; until that is open, what is asked of a cluster is refused. A
 * cluster that cannot be opened leaves a session that says why.
 */
final class Sessions implements History, AutoCloseable {
  private final Clusters clusters;
  private final Pace pace;
  private final Clocks clocks;
  private final Shown shown;
  private final ExecutorService switching =
      Executors.newSingleThreadExecutor(threads("viz-sessions"));
  private final ExecutorService opening = Executors.newCachedThreadPool(threads("viz-opening"));
  private final ExecutorService browsing = Executors.newCachedThreadPool(threads("viz-browsing"));
  private final Recovery recovery;
  private final AtomicLong browsed = new AtomicLong();
  private volatile Optional<FutureTask<Cluster>> underWay = Optional.empty();

  /** Constructs without opening anything. */
  Sessions(Clusters clusters, Settings initial, Pace pace, Clocks clocks) {
    this.clusters = clusters;
    this.pace = pace;
    this.clocks = clocks;
    this.recovery =
        new Recovery(
            clusters,
            browsing,
            new Timer(
                "viz-recovery", failure -> trouble("waiting for a cluster", failure.toString())));
    Snapshot nothing = Snapshot.empty(clusters.pending(), instant());
    this.shown = new Shown(nothing.after(new SettingsSeen(instant(), initial)));
  }

  /** Chooses the first cluster and opens it, in the background. Called once. */
  void start() {
    switching.execute(
        () -> {
          show(clusters.first(), false);
          browsing.execute(() -> offer(clusters.contexts()));
        });
  }

  /** The newest snapshot, from any thread, without waiting. */
  Snapshot snapshot() {
    return shown.snapshot();
  }

  @Override
  public Snapshot now() {
    return snapshot();
  }

  /** Of the session that is shown: the past ends where another cluster was turned to. */
  @Override
  public Snapshot at(Instant moment) {
    return shown.at(moment);
  }

  @Override
  public Instant oldest() {
    return shown.oldest();
  }

  /** Whether a session is shown, be it one that says why it could not be opened. Any thread. */
  boolean isOpen() {
    return shown.look().isPresent();
  }

  /** Why the cluster that is shown could not be opened. Any thread. */
  Optional<String> failure() {
    return shown.look().flatMap(look -> look.session().failure());
  }

  /** Asks for an action, from any thread; never blocks. What comes of it is seen in snapshots. */
  void submit(Action action) {
    try {
      if (action instanceof Action.Look look) {
        cancelOpening();
        switching.execute(() -> turn(look));
      } else if (action instanceof Action.Browse browse) {
        browse(browse);
      } else {
        shown.look().ifPresentOrElse(look -> submit(look, action), () -> submitBetween(action));
      }
    } catch (RejectedExecutionException e) {
      shown.accept(new Refused(instant(), action, "the window is closing"));
    }
  }

  /** Shows that something in the background failed; any thread. */
  void trouble(String what, String message) {
    shown.accept(new Trouble(instant(), what, message));
  }

  /** Ends the session; the last snapshot stays readable. Blocks until every thread has ended. */
  @Override
  public void close() {
    switching.shutdown();
    recovery.close();
    browsing.shutdownNow();
    opening.shutdownNow();
    cancelOpening();
    try {
      if (!switching.awaitTermination(1, TimeUnit.MINUTES)) {
        trouble("closing", "turning to another cluster took more than a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shown.look().ifPresent(look -> look.session().close());
  }

  private void turn(Action.Look look) {
    turn(new Plan(look.target(), "you chose it"), Optional.of(look));
  }

  private void turn(Plan plan, Optional<Action.Look> asked) {
    Snapshot shownBefore = snapshot();
    Optional<Session> before = shown.leave(plan.pending(), instant());
    asked.ifPresent(look -> shown.accept(new Asked(instant(), look)));
    before.ifPresent(session -> end(session, shownBefore));
    show(plan, true);
  }

  /** What was set meanwhile wins over what the client was set to at its end. */
  private void end(Session session, Snapshot shownBefore) {
    session.close();
    Snapshot last = session.snapshot();
    if (snapshot().client().settings().equals(shownBefore.client().settings())) {
      shown.settings(last.client().settings(), instant());
    }
    shown.accept(new Left(instant(), last.cluster().info().title(), last.traffic().ledger()));
    last.troubles().stream()
        .filter(late -> !shownBefore.troubles().contains(late))
        .forEach(shown::accept);
  }

  /** Nothing is shown where somebody chose another one meanwhile, or closes the window. */
  private void show(Plan plan, boolean turned) {
    FutureTask<Cluster> task = new FutureTask<>(() -> clusters.openOrExplain(plan));
    underWay = Optional.of(task);
    try {
      opening.execute(task);
      show(plan, task.get(), turned);
    } catch (CancellationException | RejectedExecutionException e) {
      // the newest choice is shown by whoever made it
    } catch (ExecutionException e) {
      trouble("opening " + plan.pending().title(), String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(Plan plan, Cluster cluster, boolean turned) {
    Session session =
        shown.show(
            plan,
            cluster.info(),
            instant(),
            first ->
                new Session(
                    cluster, first, first.client().settings(), clocks, Scenarios.all(pace)));
    Optional<Settings> kept =
        turned ? Optional.of(session.snapshot().client().settings()) : Optional.empty();
    session.accept(new Turned(instant(), cluster.info(), kept));
    session.start();
    if (cluster instanceof UnopenedCluster away && away.mayComeBack()) {
      recovery.await(plan, () -> shows(session), () -> openAgain(plan, session));
    }
  }

  private boolean shows(Session session) {
    return shown.look().filter(look -> look.session() == session).isPresent();
  }

  private void openAgain(Plan plan, Session without) {
    switching.execute(
        () -> {
          if (shows(without)) {
            turn(plan, Optional.empty());
          }
        });
  }

  private void cancelOpening() {
    underWay.ifPresent(task -> task.cancel(true));
  }

  private void submit(Shown.Look look, Action action) {
    boolean deploys = action instanceof Action.DeployDemo;
    boolean changes = deploys || action instanceof Action.RemoveDemo;
    if (!changes || look.plan().target().isEmbedded()) {
      look.session().submit(action);
      return;
    }
    var unused =
        look.session()
            .ask(action)
            .thenAcceptAsync(
                done -> lookAgain(look, done && deploys ? demo(look) : look.plan()), switching);
  }

  /** The demo's own Deployment, where another one was looked at when it was deployed. */
  private static Plan demo(Shown.Look look) {
    ClusterInfo info = look.session().snapshot().cluster().info();
    return info.deployment().equals(Target.DEMO)
        ? look.plan()
        : new Plan(
            new Target(info.origin().context(), info.namespace(), Target.DEMO),
            "you deployed the demo");
  }

  /** The demo brings Services and ports with it, or takes them away: then one looks anew. */
  private void lookAgain(Shown.Look look, Plan plan) {
    try {
      boolean same = clusters.discover(plan).equals(look.session().snapshot().cluster().info());
      if (!same && shows(look.session())) {
        turn(plan, Optional.empty());
      }
    } catch (IOException e) {
      trouble("finding the demo's Services", String.valueOf(e.getMessage()));
    }
  }

  /** Settings of the client to come can be changed already; there is no cluster to change. */
  private void submitBetween(Action action) {
    if (action instanceof Action.OnClient change && !(action instanceof Action.Burst)) {
      shown.accept(new Asked(instant(), action));
      shown.settings(snapshot().client().settings().after(change), instant());
    } else {
      shown.accept(new Refused(instant(), action, "no cluster is open yet"));
    }
  }

  private void browse(Action.Browse browse) {
    shown.accept(new Asked(instant(), browse));
    long number = browsed.incrementAndGet();
    browsing.execute(
        () -> {
          Choices choices = clusters.browse(browse.context(), browse.namespace());
          if (browsed.get() == number) {
            offer(choices);
          }
        });
  }

  private void offer(Choices choices) {
    shown.accept(new ChoicesSeen(instant(), choices));
  }

  private Instant instant() {
    return clocks.instants().instant();
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
