package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Pod.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The life of one pod, from its creation to its end, with a real server in it. On {@code
 * local-cluster} only.
 */
final class LocalPod {

  /** Told on {@code local-cluster} of everything that becomes of a pod. */
  interface Owner {
    void changed(LocalPod pod);

    void gone(LocalPod pod);

    /** The node for a pod that has none yet. */
    String schedule();
  }

  private final World world;
  private final Delays start;
  private final Owner owner;
  private final String name;
  private final long number;
  private Phase phase = Phase.PENDING;
  private Instant since;
  private String node = "";
  private int restarts;
  private int deaths;
  private boolean restarting;
  private boolean frozen;
  private long readyAt;
  private Optional<Address> address = Optional.empty();
  private Optional<Container> container = Optional.empty();

  /** Counts phases, so that a step that was planned in an earlier one is not taken. */
  private int turn;

  /**
   * @param start the delays of its way to its first readiness
   * @param number counts pods in the order of their creation
   */
  LocalPod(World world, Delays start, Owner owner, String name, long number) {
    this.world = world;
    this.start = start;
    this.owner = owner;
    this.name = name;
    this.number = number;
    this.since = world.reports().now();
  }

  String name() {
    return name;
  }

  Phase phase() {
    return phase;
  }

  /** The one it stands on; empty until it is scheduled. */
  String node() {
    return node;
  }

  /** CPU time that its calls took under a limit; empty where its container does not run. */
  Optional<Duration> cpuUsed() {
    return container.flatMap(Container::cpuUsed);
  }

  boolean isActive() {
    return phase != Phase.TERMINATING && phase != Phase.GONE;
  }

  ScaleDown.Candidate candidate() {
    return new ScaleDown.Candidate(pod(), number);
  }

  /** The pod as the API shows it: its IP appears when its container has started. */
  Pod pod() {
    Optional<String> ip = phase == Phase.CREATING ? Optional.empty() : address.map(Address::ip);
    return new Pod(name, ip, phase, node, restarts, since, frozen, frozen ? note() : "", "");
  }

  /** Where it serves; empty unless it is ready. */
  Optional<Address> endpoint() {
    return phase == Phase.READY ? address : Optional.empty();
  }

  void begin() {
    enter(Phase.PENDING);
    then(start.scheduling(), this::assign);
  }

  private void assign() {
    node = owner.schedule();
    enter(Phase.CREATING);
    then(start.containerStart(), this::createContainer);
  }

  private void createContainer() {
    Address own = new Address(world.ips().take(), world.port());
    address = Optional.of(own);
    Container created = new Container(world.host(), name, node, own);
    container = Optional.of(created);
    start(created);
  }

  private void start(Container ours) {
    int planned = turn;
    var unused =
        ours.start()
            .whenComplete(
                (done, failure) ->
                    world.loop().execute(() -> started(planned, Optional.ofNullable(failure))));
  }

  private void started(int planned, Optional<Throwable> failure) {
    if (planned != turn) {
      return; // deleted meanwhile, which also ends what has just started
    }
    if (failure.isPresent()) {
      world.reports().trouble("starting a pod", cause(failure.get()));
      die();
      return;
    }
    restarts += restarting ? 1 : 0;
    restarting = false;
    enter(Phase.STARTING);
    then(restarts == 0 ? start.readiness() : world.delays().readiness(), this::ready);
  }

  private static Throwable cause(Throwable failure) {
    return Optional.ofNullable(failure.getCause()).orElse(failure);
  }

  private void ready() {
    readyAt = world.nanos().getAsLong();
    enter(Phase.READY);
  }

  /** The container dies at once; it starts again after the back-off, unless the pod is ending. */
  void kill() throws RefusedException {
    if (phase == Phase.TERMINATING) {
      killContainer();
      return;
    }
    if (phase != Phase.STARTING && phase != Phase.READY) {
      throw new RefusedException(
          "pod " + name + " has no running container (" + phase.words() + "); wait for it");
    }
    killContainer();
    die();
  }

  private String note() {
    return phase == Phase.TERMINATING
        ? "is frozen: SIGTERM waits for it, so that it is killed when its grace is over"
        : "is frozen: it accepts and never answers; nobody probes it here, so that it stays in its"
            + " EndpointSlice";
  }

  /** Freezes the server in it, or lets it go on. Its endpoints stay: nobody probes it. */
  void freeze(boolean next) throws RefusedException {
    if (next == frozen) {
      throw new RefusedException(
          "pod " + name + (frozen ? " is frozen already" : " is not frozen"));
    }
    if (next && phase != Phase.STARTING && phase != Phase.READY) {
      throw new RefusedException(
          "pod " + name + " has no running container (" + phase.words() + "); wait for it");
    }
    int planned = turn;
    frozen = next;
    var unused =
        container
            .map(running -> running.freeze(next))
            .orElseGet(() -> CompletableFuture.completedFuture(null))
            .thenRun(() -> world.loop().execute(() -> froze(planned)));
  }

  private void froze(int planned) {
    if (planned == turn) {
      owner.changed(this);
    }
  }

  private void killContainer() {
    frozen = false;
    container.ifPresent(
        running -> {
          var unused = running.kill();
        });
  }

  private void die() {
    BackOff backOff = world.delays().restart();
    long ran = world.nanos().getAsLong() - readyAt;
    if (phase == Phase.READY && ran >= backOff.forgottenAfter().toNanos()) {
      deaths = 0;
    }
    restarting = true;
    enter(Phase.BACK_OFF);
    then(backOff.after(deaths++), () -> container.ifPresent(this::start));
  }

  /**
   * Leaves the endpoints at once, drains its server and ends.
   *
   * @param hard its server does not drain: it ends at once, with its connections
   */
  void delete(boolean hard) throws RefusedException {
    if (!isActive()) {
      throw new RefusedException("pod " + name + " is terminating already");
    }
    enter(Phase.TERMINATING);
    if (frozen && !hard) {
      // SIGTERM waits for a stopped process, SIGKILL does not.
      then(new Delay(world.host().drain(), 0), this::killContainer);
    }
    var unused =
        container
            .map(running -> hard ? running.kill() : running.drain())
            .orElseGet(() -> CompletableFuture.completedFuture(null))
            .whenComplete(
                (done, failure) ->
                    world.loop().execute(() -> then(world.delays().termination(), this::end)));
  }

  private void end() {
    enter(Phase.GONE);
    release();
  }

  private void release() {
    address.ifPresent(
        own -> {
          world.host().wiring().removed(own);
          world.ips().release(own.ip());
        });
  }

  /** For the end of the cluster: no drain, no report. The future ends with the server. */
  CompletableFuture<Void> crash() {
    return container.map(Container::kill).orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private void enter(Phase next) {
    turn++;
    phase = next;
    since = world.reports().now();
    if (next == Phase.GONE) {
      owner.gone(this);
    } else {
      owner.changed(this);
    }
  }

  private void then(Delay delay, Runnable step) {
    int planned = turn;
    world
        .loop()
        .after(
            delay.draw(world.random()),
            () -> {
              if (planned == turn) {
                step.run();
              }
            });
  }
}
