package dev.roundabout.viz.app;

import dev.roundabout.viz.channelz.ChannelzPoller;
import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.client.ClientSetup;
import dev.roundabout.viz.client.ClientUnderTest;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Cluster.UnansweredException;
import dev.roundabout.viz.dns.DnsObserver;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.ClusterFact.ConnectionAgeSeen;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.SessionFact.Asked;
import dev.roundabout.viz.model.SessionFact.ExperimentsSeen;
import dev.roundabout.viz.model.SessionFact.Refused;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.SessionFact.Unanswered;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import dev.roundabout.viz.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * One look at one cluster: constructs everything and wires it. Facts flow from the cluster, the
 * client and channelz into the timeline; actions flow from {@link #submit} to the cluster or the
 * client, each in the order they came, on {@link ActionThreads}.
 */
final class Session implements AutoCloseable {
  private static final Duration CHANNELZ_INTERVAL = Duration.ofMillis(33);
  private static final Duration DNS_INTERVAL = Duration.ofMillis(250);

  private final Clocks clocks;
  private final Cluster cluster;
  private final Timeline timeline;
  private final Resolving wished;
  private final EndpointTap endpoints = new EndpointTap();
  private final AgeRule ageRule = new AgeRule();
  private volatile Optional<ConnectionAge> age = Optional.empty();
  private final ClientUnderTest client;
  private final ChannelzPoller channelz;
  private final DnsObserver dns;
  private volatile Optional<String> failure = Optional.empty();
  private final ExperimentRunner experiments;

  /** On {@code viz-changes} alone. */
  private final Deque<Action.OnCluster> undo = new ArrayDeque<>();

  private final ActionThreads threads = new ActionThreads();

  /** Constructs without opening anything, so that a window can draw an empty world at once. */
  Session(Cluster cluster, Settings initial, Clocks clocks) {
    this(cluster, Snapshot.empty(cluster.info(), now(clocks)), initial, clocks);
  }

  /**
   * Constructs one that follows another.
   *
   * @param first what is shown until the first fact
   */
  Session(Cluster cluster, Snapshot first, Settings initial, Clocks clocks) {
    this(cluster, first, initial, clocks, Scenarios.all(Pace.SHORT));
  }

  /**
   * Constructs one with experiments of its own.
   *
   * @param offered the experiments that can be begun
   */
  Session(
      Cluster cluster, Snapshot first, Settings initial, Clocks clocks, List<Experiment> offered) {
    this.cluster = cluster;
    this.clocks = clocks;
    this.wished = initial.resolving();
    this.timeline = new Timeline(first, clocks.instants());
    this.client =
        new ClientUnderTest(
            new ClientSetup(
                UUID.randomUUID().toString(),
                name -> cluster.names().lookup(name),
                endpoints,
                address -> cluster.reach().to(address),
                cluster.info(),
                clocks.instants(),
                clocks.nanos(),
                timeline::accept,
                initial.withResolving(wished.usableOn(cluster.info()))));
    this.channelz =
        new ChannelzPoller(
            new ChannelzReader(client.channelzKey(), client::known, clocks.nanos(), clocks.ours()),
            clocks.instants(),
            clocks.nanos(),
            CHANNELZ_INTERVAL,
            this::read);
    this.dns =
        new DnsObserver(
            name -> cluster.names().lookup(name),
            cluster.info(),
            clocks.instants(),
            DNS_INTERVAL,
            timeline::accept);
    this.experiments =
        new ExperimentRunner(
            offered,
            new SessionLab(timeline::now, this::submit, new Waiting(clocks)),
            timeline::accept,
            clocks.instants());
  }

  /**
   * Opens the cluster and starts the client, on {@code viz-actions}; actions that are submitted
   * before that is done wait for it. A failure is shown as trouble.
   */
  void start() {
    timeline.start();
    threads.take(this::open);
  }

  /** The newest snapshot, from any thread, without waiting. */
  Snapshot snapshot() {
    return timeline.now();
  }

  /** The snapshot of this moment, or the nearest that is kept, from any thread, without waiting. */
  Snapshot at(Instant moment) {
    return timeline.at(moment);
  }

  /** Before this nothing is kept. */
  Instant oldest() {
    return timeline.oldest();
  }

  /** Takes a fact of Roundabout itself, from any thread; never blocks. */
  void accept(SessionFact fact) {
    timeline.accept(fact);
  }

  /** Why the cluster could not be opened; empty while that is not known. Any thread. */
  Optional<String> failure() {
    return failure;
  }

  /** Asks for an action, from any thread; never blocks. What comes of it is seen in snapshots. */
  void submit(Action action) {
    var unused = ask(action);
  }

  /** The same; completes with whether it was carried out, on the thread that did so. */
  CompletableFuture<Boolean> ask(Action action) {
    if (failure.isPresent()) {
      return notOpen(action);
    }
    timeline.accept(new Asked(now(clocks), action));
    return on(threads::take, action, () -> take(action));
  }

  /**
   * Leaves an experiment that is on, carries out what was asked for, then ends the client, what
   * reads it, and the cluster; the last snapshot stays readable. Blocks until every thread has
   * ended. Called once.
   */
  @Override
  public void close() {
    experiments.close();
    threads.close(this::closeAll, why -> trouble("closing", why));
    timeline.close();
  }

  private void open() {
    try {
      cluster.start(this::heard);
      tellUnusable();
      var unused = followAge(Settings.initial(), client.settings());
      dns.start();
      client.start();
      channelz.start();
      timeline.accept(new ExperimentsSeen(now(clocks), experiments.offers(cluster.info())));
    } catch (IOException | RefusedException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      failed(e.toString());
    }
  }

  /** In this order, so that what a resolver makes of a change comes after the change. */
  private void heard(Fact fact) {
    timeline.accept(fact);
    endpoints.accept(fact);
    if (fact instanceof ConnectionAgeSeen seen) {
      age = seen.age();
    }
  }

  private void read(Fact fact) {
    timeline.accept(fact);
    if (fact instanceof ChannelzSeen) {
      client.channelzRead();
    }
  }

  private void failed(String why) {
    failure = Optional.of(why);
    trouble("opening " + cluster.info().title(), why);
  }

  /** The client first, so that its last calls still meet a cluster and are still counted. */
  private void closeAll() {
    close("the client", client);
    close("channelz", channelz);
    close("the DNS observer", dns);
    close("the cluster", cluster);
  }

  private void close(String what, AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      trouble("closing " + what, e.toString());
    }
  }

  /** What is done for an action; completes once all of it was. */
  @FunctionalInterface
  private interface Step {
    CompletableFuture<Boolean> run() throws RefusedException;
  }

  private CompletableFuture<Boolean> on(Executor thread, Action action, Step step) {
    CompletableFuture<Boolean> carriedOut = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            var unused = carryOut(action, step).thenAccept(carriedOut::complete);
          });
      return carriedOut;
    } catch (RejectedExecutionException e) {
      return refused(action, "the session is closed");
    }
  }

  private CompletableFuture<Boolean> carryOut(Action action, Step step) {
    if (failure.isPresent()) {
      return notOpen(action);
    }
    try {
      return step.run();
    } catch (UnansweredException e) {
      timeline.accept(new Unanswered(now(clocks), action, String.valueOf(e.getMessage())));
      return CompletableFuture.completedFuture(false);
    } catch (RefusedException e) {
      return refused(action, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return refused(action, e.toString());
    }
  }

  private CompletableFuture<Boolean> take(Action action) throws RefusedException {
    if (action instanceof Action.OnCluster onCluster) {
      return on(threads::handOn, action, () -> change(onCluster));
    }
    if (action instanceof Action.Undo) {
      return on(threads::handOn, action, this::takeBack);
    }
    if (action instanceof Action.OnClient onClient) {
      return changeClient(onClient);
    }
    if (action instanceof Action.OnExperiment onExperiment) {
      experiments.ask(onExperiment);
    }
    return done();
  }

  private CompletableFuture<Boolean> change(Action.OnCluster action) throws RefusedException {
    cluster.apply(action).ifPresent(undo::push);
    ageRule.asked(action);
    return done();
  }

  private CompletableFuture<Boolean> changeClient(Action.OnClient action) throws RefusedException {
    checkUsable(action);
    Settings before = client.settings();
    client.apply(action);
    Settings after = client.settings();
    return on(threads::handOn, action, () -> followAge(before, after));
  }

  /** What was set for another cluster, or by a flag, may not do here. */
  private void tellUnusable() {
    Stream.concat(Stream.of(wished.mode()), wished.own().values().stream())
        .distinct()
        .forEach(
            mode ->
                mode.obstacle(cluster.info())
                    .ifPresent(why -> refuse(new Action.SetResolver(mode), why)));
  }

  private void checkUsable(Action.OnClient action) throws RefusedException {
    if (!(action instanceof Action.SetResolver set)) {
      return;
    }
    Optional<String> obstacle = set.mode().obstacle(cluster.info());
    if (obstacle.isPresent()) {
      throw new RefusedException(obstacle.get());
    }
  }

  /** Beside what was asked for, and so not taken back by itself. */
  private CompletableFuture<Boolean> followAge(Settings before, Settings now)
      throws RefusedException {
    Optional<Action.SetConnectionAge> needed = ageRule.after(cluster.info(), before, now, age);
    if (needed.isPresent()) {
      cluster.apply(needed.get());
    }
    return done();
  }

  private CompletableFuture<Boolean> takeBack() throws RefusedException {
    Optional<Action.OnCluster> inverse = Optional.ofNullable(undo.poll());
    if (inverse.isEmpty()) {
      throw new RefusedException("there is no change to the cluster that can be taken back");
    }
    timeline.accept(new Asked(now(clocks), inverse.get()));
    cluster.apply(inverse.get());
    ageRule.asked(inverse.get());
    return done();
  }

  private static CompletableFuture<Boolean> done() {
    return CompletableFuture.completedFuture(true);
  }

  private CompletableFuture<Boolean> refused(Action action, String why) {
    refuse(action, why);
    return CompletableFuture.completedFuture(false);
  }

  private CompletableFuture<Boolean> notOpen(Action action) {
    return refused(action, cluster.info().title() + " is not open; choose what to look at");
  }

  private void refuse(Action action, String why) {
    timeline.accept(new Refused(now(clocks), action, why));
  }

  /** Shows that something in the background failed; any thread. */
  void trouble(String what, String message) {
    timeline.accept(new Trouble(now(clocks), what, message));
  }

  private static Instant now(Clocks clocks) {
    return clocks.instants().instant();
  }
}
