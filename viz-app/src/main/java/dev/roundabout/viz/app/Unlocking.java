package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Guard;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flag that allows changes of a cluster that is not local. */
final class Unlocking {
  static final String FLAG = "--yes-change";

  private static final Duration SETTLING = Duration.ofSeconds(20);

  @Option(
      names = FLAG,
      paramLabel = "NAME",
      description =
          "Changes a cluster that is not local without asking; has to be the Deployment's name.")
  private Optional<String> name = Optional.empty();

  /** What was given for the Deployment's name. */
  Optional<String> name() {
    return name;
  }

  /**
   * Unlocks the cluster that is looked at, where its Deployment was named, and waits until it is
   * known whether it may be changed.
   *
   * @return why not, and the flag that allows it
   */
  Optional<String> obstacle(Sessions sessions, Waiting waiting) throws InterruptedException {
    String deployment = sessions.snapshot().cluster().info().deployment();
    boolean unlocking = name.filter(deployment::equals).isPresent();
    if (unlocking) {
      sessions.submit(new Action.Unlock(deployment));
    }
    waiting.upTo(SETTLING, () -> sessions.failure().isPresent() || isKnown(sessions, unlocking));
    Guard guard = sessions.snapshot().cluster().api().guard();
    String next = guard.canUnlock() ? ": give " + FLAG + " " + deployment : "";
    return guard.locked() ? Optional.of(guard.why() + next) : Optional.empty();
  }

  private static boolean isKnown(Sessions sessions, boolean unlocking) {
    ClusterState cluster = sessions.snapshot().cluster();
    return cluster.api().guard().locked()
        ? !unlocking
        : cluster.isSettled() || cluster.noDeployment().isPresent();
  }
}
