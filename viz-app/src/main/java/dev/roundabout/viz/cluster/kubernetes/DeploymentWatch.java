package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.ConnectionAgeSeen;
import dev.roundabout.viz.model.ClusterFact.DeploymentSeen;
import dev.roundabout.viz.model.ClusterFact.FreezingSeen;
import dev.roundabout.viz.model.ClusterFact.PresenceSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ConnectionAge;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports the Deployment's numbers, and says which pods are its own. */
final class DeploymentWatch implements Observer<Deployment> {
  private final ClusterInfo info;
  private final Reports reports;
  private final Consumer<Deployment> seen;
  private final Consumer<Boolean> presence;
  private final Runnable denied;
  private Optional<DeploymentSeen> last = Optional.empty();
  private Optional<Boolean> there = Optional.empty();
  private Optional<ConnectionAge> age = Optional.empty();
  private boolean freezable;

  /**
   * @param seen told of it whenever it is seen: which pods belong to it
   * @param presence told whether it is there, whenever that changes
   * @param denied called where it may not be read
   */
  DeploymentWatch(
      ClusterInfo info,
      Reports reports,
      Consumer<Deployment> seen,
      Consumer<Boolean> presence,
      Runnable denied) {
    this.info = info;
    this.reports = reports;
    this.seen = seen;
    this.presence = presence;
    this.denied = denied;
  }

  @Override
  public void seen(Deployment deployment) {
    seen.accept(deployment);
    int ready =
        Optional.ofNullable(deployment.getStatus())
            .map(status -> status.getReadyReplicas())
            .orElse(0);
    report(Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1), ready);
    ConnectionAgeEnv env = new ConnectionAgeEnv(deployment, info.podPort());
    reportAge(env.age());
    reportFreezing(env.allowsFreezing());
    present(true);
  }

  @Override
  public void gone(Deployment deployment) {
    report(0, 0);
    present(false);
  }

  @Override
  public void listed() {
    if (there.isEmpty()) {
      report(0, 0);
      present(false);
    }
  }

  @Override
  public void denied() {
    denied.run();
  }

  private void report(int desired, int ready) {
    boolean same =
        last.filter(seen -> seen.desired() == desired && seen.ready() == ready).isPresent();
    if (!same) {
      DeploymentSeen seen = new DeploymentSeen(reports.now(), desired, ready);
      last = Optional.of(seen);
      reports.accept(seen);
    }
  }

  private void reportAge(Optional<ConnectionAge> now) {
    if (!now.equals(age)) {
      age = now;
      reports.accept(new ConnectionAgeSeen(reports.now(), now));
    }
  }

  private void reportFreezing(boolean now) {
    if (now != freezable) {
      freezable = now;
      reports.accept(new FreezingSeen(reports.now(), now));
    }
  }

  private void present(boolean now) {
    if (there.filter(before -> before == now).isPresent()) {
      return;
    }
    there = Optional.of(now);
    reports.accept(new PresenceSeen(reports.now(), now));
    presence.accept(now);
  }
}
