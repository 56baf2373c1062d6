package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why something cannot be done now, and what to do about it, by what is on screen; empty where it
 * can be done.
 */
public final class Refusals {
  private final Supplier<Snapshot> drawn;
  private final Supplier<Optional<PodRow>> killTarget;
  private final Supplier<Optional<PodRow>> freezeTarget;

  Refusals(
      Supplier<Snapshot> drawn,
      Supplier<Optional<PodRow>> killTarget,
      Supplier<Optional<PodRow>> freezeTarget) {
    this.drawn = drawn;
    this.killTarget = killTarget;
    this.freezeTarget = freezeTarget;
  }

  /** A cluster that could not be opened, or is locked, is not changed. */
  public Optional<String> change() {
    return notOpened().or(this::locked);
  }

  private Optional<String> notOpened() {
    return drawn
        .get()
        .notOpened()
        .map(why -> cluster().info().title() + " is not open: choose another (C)");
  }

  private Optional<String> locked() {
    Guard guard = cluster().api().guard();
    if (!guard.locked()) {
      return Optional.empty();
    }
    String next = guard.canUnlock() ? " (U)" : "";
    return Optional.of("Read-only: " + guard.why() + next);
  }

  /** Neither is a Deployment that is not there. */
  public Optional<String> changeDeployment() {
    return change().or(() -> cluster().noDeployment().map(said -> said + ": choose another (C)"));
  }

  Optional<String> unlock() {
    Guard guard = cluster().api().guard();
    if (!guard.locked()) {
      return Optional.of("This cluster is not locked");
    }
    return guard.canUnlock() ? Optional.empty() : change();
  }

  Optional<String> scaleUp() {
    return changeDeployment()
        .or(
            () ->
                because(
                    cluster().desired() >= Action.MAX_REPLICAS,
                    "Roundabout stops at " + Action.MAX_REPLICAS + " replicas"));
  }

  Optional<String> scaleDown() {
    return changeDeployment()
        .or(() -> because(cluster().desired() <= 0, "The Deployment is at 0 replicas already"));
  }

  Optional<String> kill() {
    return changeDeployment()
        .or(
            () ->
                because(
                    killTarget.get().isEmpty(),
                    "There is no pod to kill: none serves and none is selected"));
  }

  Optional<String> drain() {
    return changeDeployment()
        .or(
            () ->
                because(
                    killTarget.get().filter(row -> !row.pod().node().isEmpty()).isEmpty(),
                    "There is no node to drain: no pod serves and none is selected"));
  }

  Optional<String> freeze() {
    return changeDeployment()
        .or(
            () ->
                because(
                    freezeTarget.get().isEmpty(),
                    "There is no pod to freeze: none serves and none is selected"));
  }

  /** Why clients cannot learn of addresses in this way. */
  public Optional<String> resolver(ResolverMode mode) {
    boolean ageless = cluster().connectionAge().isEmpty();
    return mode.obstacle(cluster().info())
        .or(
            () ->
                mode == ResolverMode.MAX_CONNECTION_AGE && ageless
                    ? changeDeployment()
                    : Optional.empty());
  }

  /** Why no client can have a way of its own. */
  public Optional<String> ownResolver() {
    return because(
        settings().clients() < 2, "There is one client; with two, each can have its own way");
  }

  /** Why the time that belongs to the mode of now cannot be made shorter or longer. */
  public Optional<String> time(boolean longer) {
    Resolving resolving = settings().resolving();
    Optional<Ladder> ladder = Ladder.of(resolving.mode());
    if (ladder.isEmpty()) {
      return Optional.of(resolving.mode().label() + " has no time to set");
    }
    return switch (ladder.get()) {
      case GATE -> end(Ladder.GATE, resolving.gate(), longer);
      case POLL -> end(Ladder.POLL, resolving.pollInterval(), longer);
      case AGE ->
          changeDeployment()
              .or(
                  () ->
                      cluster()
                          .connectionAge()
                          .map(age -> end(Ladder.AGE, age.age(), longer))
                          .orElse(Optional.of("The servers have no max connection age")));
    };
  }

  private static Optional<String> end(Ladder ladder, Duration now, boolean longer) {
    return because(
        ladder.next(now, longer).isEmpty(),
        ladder.label()
            + ": "
            + (longer ? "no longer than " : "no shorter than ")
            + Numbers.seconds(longer ? ladder.max() : ladder.min()));
  }

  Optional<String> streams(int step) {
    int now = settings().streams();
    return step < 0
        ? because(now == 0, "No stream is open")
        : because(
            now >= Settings.MAX_STREAMS,
            "Roundabout stops at " + Settings.MAX_STREAMS + " streams");
  }

  private Settings settings() {
    return drawn.get().client().settings();
  }

  Optional<String> restart() {
    return changeDeployment()
        .or(() -> because(cluster().desired() <= 0, "There is no pod to replace"));
  }

  Optional<String> autoscale() {
    return because(
        !cluster().info().origin().isEmbedded(),
        "On Kubernetes a HorizontalPodAutoscaler does that: apply k8s/components/hpa");
  }

  Optional<String> count() {
    return because(
        drawn.get().experiments().run().isPresent(),
        "While an experiment is on, its steps say what is counted");
  }

  Optional<String> runJob() {
    return changeDeployment()
        .or(() -> embedded("Jobs need a Kubernetes cluster: the embedded one runs no images"))
        .or(this::jobUnderWay);
  }

  private Optional<String> jobUnderWay() {
    return cluster()
        .api()
        .job()
        .filter(Refusals::isUnderWay)
        .map(
            run ->
                "The Job "
                    + run.name()
                    + " is under way, for "
                    + Numbers.of(run.requests(), "request"));
  }

  private static boolean isUnderWay(JobRun run) {
    return run.phase() == JobRun.Phase.STARTING || run.phase() == JobRun.Phase.RUNNING;
  }

  /** Only absent parts are made. */
  Optional<String> deployDemo() {
    return deployDemo(false);
  }

  /**
   * Only absent parts are made, or else there is something new to them.
   *
   * @param otherImage whether an image is named that the servers do not run
   */
  public Optional<String> deployDemo(boolean otherImage) {
    return change()
        .or(() -> embedded("The embedded cluster runs the demo already"))
        .or(() -> because(cluster().api().demo().parts().isEmpty(), "Not known yet what is there"))
        .or(
            () ->
                because(
                    !otherImage && !hasAbsentPart(), "Every part of the demo is there already"));
  }

  private boolean hasAbsentPart() {
    return cluster().api().demo().parts().stream()
        .anyMatch(part -> part.state() == Demo.State.ABSENT);
  }

  Optional<String> showDemo() {
    return embedded("The embedded cluster has nothing to remove");
  }

  /** Only what Roundabout made is removed. */
  public Optional<String> removeDemo() {
    return change()
        .or(() -> embedded("The embedded cluster has nothing to remove"))
        .or(
            () ->
                because(
                    !cluster().api().demo().isRemovable(),
                    "Nothing here was made by Roundabout, so nothing is removed"));
  }

  Optional<String> permissions() {
    return because(cluster().api().missing().isEmpty(), "No permission was found missing");
  }

  Optional<String> clients(int step) {
    int wanted = drawn.get().client().settings().clients() + step;
    return because(wanted < 1, "There must be one client at least")
        .or(
            () ->
                because(
                    wanted > Settings.MAX_CLIENTS,
                    "Roundabout stops at " + Settings.MAX_CLIENTS + " clients"));
  }

  Optional<String> work(boolean more) {
    return WorkSteps.refusal(settings().work(), more);
  }

  private Optional<String> embedded(String why) {
    return because(
        cluster().info().origin().isEmbedded(), why + "; press C to choose a Kubernetes cluster");
  }

  private static Optional<String> because(boolean refused, String why) {
    return refused ? Optional.of(why) : Optional.empty();
  }

  private ClusterState cluster() {
    return drawn.get().cluster();
  }
}
