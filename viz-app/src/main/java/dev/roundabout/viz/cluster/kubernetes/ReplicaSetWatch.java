package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Says why a ReplicaSet of the Deployment cannot create its pods: a quota, an admission. Its Events
 * say so too, but may be forbidden to read, or long gone.
 */
final class ReplicaSetWatch implements Observer<ReplicaSet> {
  private final String deployment;
  private final Reports reports;
  private final Rarely rarely;
  private final Faults faults;
  private final Set<String> failing = new HashSet<>();

  ReplicaSetWatch(String deployment, Reports reports, Rarely rarely, Faults faults) {
    this.deployment = deployment;
    this.reports = reports;
    this.rarely = rarely;
    this.faults = faults;
  }

  @Override
  public void seen(ReplicaSet replicaSet) {
    if (!Owners.owns("Deployment", deployment, replicaSet)) {
      return;
    }
    String name = replicaSet.getMetadata().getName();
    Optional<ReplicaSetCondition> failure = failure(replicaSet);
    if (failure.isEmpty()) {
      failing.remove(name);
      return;
    }
    if (failing.add(name) && rarely.isDue("ReplicaSet " + name + "FailedCreate")) {
      report(name, failure.get());
    }
  }

  private static Optional<ReplicaSetCondition> failure(ReplicaSet replicaSet) {
    return Optional.ofNullable(replicaSet.getStatus()).stream()
        .flatMap(status -> Absent.stream(status.getConditions()))
        .filter(condition -> "ReplicaFailure".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst();
  }

  private void report(String name, ReplicaSetCondition failure) {
    reports.accept(
        new ApiEventSeen(
            reports.now(),
            Times.parse(failure.getLastTransitionTime()),
            true,
            "ReplicaSet " + name,
            Objects.requireNonNullElse(failure.getReason(), "ReplicaFailure"),
            faults.withNextStep(
                Objects.requireNonNullElse(failure.getMessage(), "it cannot create its pods"))));
  }

  @Override
  public void gone(ReplicaSet replicaSet) {
    failing.remove(replicaSet.getMetadata().getName());
  }
}
