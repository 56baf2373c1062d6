package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a Deployment.
 *
 * @param now in the API's words
 */
record Conditions(String now) {

  List<DeploymentCondition> of(Deployment deployment, List<ReplicaSet> sets, boolean enough) {
    List<DeploymentCondition> before =
        Optional.ofNullable(deployment.getStatus())
            .map(status -> status.getConditions())
            .orElse(List.of());
    List<DeploymentCondition> conditions = new ArrayList<>();
    conditions.add(
        enough
            ? condition(
                before,
                "Available",
                "True",
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.")
            : condition(
                before,
                "Available",
                "False",
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability."));
    failure(sets)
        .ifPresent(
            failed ->
                conditions.add(
                    condition(
                        before,
                        "ReplicaFailure",
                        "True",
                        failed.getReason(),
                        failed.getMessage())));
    return conditions;
  }

  private static Optional<ReplicaSetCondition> failure(List<ReplicaSet> sets) {
    return sets.stream()
        .flatMap(set -> set.getStatus().getConditions().stream())
        .filter(condition -> condition.getType().equals("ReplicaFailure"))
        .findFirst();
  }

  private DeploymentCondition condition(
      List<DeploymentCondition> before, String type, String status, String reason, String message) {
    String since =
        before.stream()
            .filter(old -> old.getType().equals(type) && old.getStatus().equals(status))
            .map(DeploymentCondition::getLastTransitionTime)
            .findFirst()
            .orElse(now);
    return new DeploymentConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(since)
        .withLastUpdateTime(since)
        .build();
  }
}
