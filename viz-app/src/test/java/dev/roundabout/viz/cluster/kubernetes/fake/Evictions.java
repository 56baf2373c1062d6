package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The eviction subresource of pods: a deletion that disruption budgets can refuse (kubernetes.io,
 * "API-initiated Eviction"; of budgets only {@code maxUnavailable} as a number). Any thread.
 */
record Evictions(Typed typed, Deletion deletion) {

  /**
   * @throws ApiError 429 where a budget does not allow it now
   */
  Answer evict(ObjectKey key, ApiRequest request) {
    Pod pod =
        typed
            .get(Pod.class, key.namespace(), key.name())
            .orElseThrow(() -> ApiError.notFound(key.type(), key.name()));
    for (PodDisruptionBudget budget : typed.list(PodDisruptionBudget.class)) {
      if (selects(budget, pod) && !allows(budget)) {
        throw ApiError.disrupted();
      }
    }
    JsonNode options = Patch.readObject(request.body()).path("deleteOptions");
    deletion.deletePod(key, options.path("gracePeriodSeconds"));
    return new Answer(201, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
  }

  private static boolean selects(PodDisruptionBudget budget, Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return budget.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace())
        && labels
            .entrySet()
            .containsAll(budget.getSpec().getSelector().getMatchLabels().entrySet());
  }

  private boolean allows(PodDisruptionBudget budget) {
    List<Pod> pods = typed.list(Pod.class).stream().filter(pod -> selects(budget, pod)).toList();
    long healthy = pods.stream().filter(Owners::isActive).filter(Owners::isReady).count();
    int expected =
        typed.list(ReplicaSet.class).stream()
            .filter(set -> pods.stream().anyMatch(pod -> Owners.owns(set, pod)))
            .mapToInt(set -> set.getSpec().getReplicas())
            .sum();
    return healthy > expected - budget.getSpec().getMaxUnavailable().getIntVal();
  }
}
