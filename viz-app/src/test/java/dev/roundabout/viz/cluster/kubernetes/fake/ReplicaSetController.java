package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** As many pods as a ReplicaSet wants (kubernetes.io, "ReplicaSet"). */
final class ReplicaSetController implements ControlLoop.Controller {
  private static final String COMPONENT = "replicaset-controller";

  /** Who goes first when there are too many: the part of the documented order that can differ. */
  private static final Comparator<Pod> FIRST_TO_GO =
      Comparator.<Pod, Boolean>comparing(pod -> pod.getSpec().getNodeName() != null)
          .thenComparing(Owners::isReady)
          .thenComparing(
              pod -> pod.getMetadata().getCreationTimestamp(), Comparator.reverseOrder());

  private final Typed objects;
  private final Admission admission;
  private final Deletion deletion;
  private final Names names;
  private final Events events;

  ReplicaSetController(
      Typed objects, Admission admission, Deletion deletion, Names names, Events events) {
    this.objects = objects;
    this.admission = admission;
    this.deletion = deletion;
    this.names = names;
    this.events = events;
  }

  @Override
  public void reconcile() {
    List<Pod> all = objects.list(Pod.class);
    objects.list(ReplicaSet.class).forEach(one -> reconcile(one, Owners.owned(one, all)));
  }

  private void reconcile(ReplicaSet set, List<Pod> pods) {
    List<Pod> active = pods.stream().filter(Owners::isActive).toList();
    int missing = set.getSpec().getReplicas() - active.size();
    Optional<String> failure = create(set, missing);
    active.stream()
        .sorted(FIRST_TO_GO)
        .limit(Math.max(0, -missing))
        .forEach(pod -> delete(set, pod));
    writeStatus(set, active, failure);
  }

  /** The message of the first refusal, where there is one. */
  private Optional<String> create(ReplicaSet set, int count) {
    try {
      for (int i = 0; i < count; i++) {
        Pod pod = pod(set);
        ObjectNode admitted =
            admission.admit(ResourceTypes.PODS, Serialization.jsonMapper().valueToTree(pod));
        objects.store().create(ResourceTypes.PODS, admitted);
        String name = pod.getMetadata().getName();
        events.normal(COMPONENT, set, "SuccessfulCreate", "Created pod: " + name);
      }
      return Optional.empty();
    } catch (ApiError refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private Pod pod(ReplicaSet set) {
    return new PodBuilder()
        .withMetadata(set.getSpec().getTemplate().getMetadata())
        .editMetadata()
        .withName(set.getMetadata().getName() + "-" + names.suffix())
        .withGenerateName(set.getMetadata().getName() + "-")
        .withNamespace(set.getMetadata().getNamespace())
        .withOwnerReferences(Owners.controller(set))
        .endMetadata()
        .withSpec(set.getSpec().getTemplate().getSpec())
        .build();
  }

  private void delete(ReplicaSet set, Pod pod) {
    deletion.deletePod(Typed.key(pod));
    String name = pod.getMetadata().getName();
    events.normal(COMPONENT, set, "SuccessfulDelete", "Deleted pod: " + name);
  }

  private void writeStatus(ReplicaSet set, List<Pod> active, Optional<String> failure) {
    int ready = (int) active.stream().filter(Owners::isReady).count();
    Optional<ReplicaSetCondition> before =
        set.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("ReplicaFailure"))
            .findFirst();
    List<ReplicaSetCondition> conditions =
        failure.map(why -> List.of(before.orElseGet(() -> failed(why)))).orElse(List.of());
    objects.edit(
        set,
        now ->
            new ReplicaSetBuilder(now)
                .withStatus(
                    new ReplicaSetStatusBuilder(now.getStatus())
                        .withReplicas(active.size())
                        .withFullyLabeledReplicas(active.size())
                        .withReadyReplicas(ready)
                        .withAvailableReplicas(ready)
                        .withObservedGeneration(set.getMetadata().getGeneration())
                        .withConditions(conditions)
                        .build())
                .build());
    if (before.isEmpty()) {
      failure.ifPresent(
          why -> events.warning(COMPONENT, set, "FailedCreate", "Error creating: " + why));
    }
  }

  private ReplicaSetCondition failed(String why) {
    return new ReplicaSetConditionBuilder()
        .withType("ReplicaFailure")
        .withStatus("True")
        .withReason("FailedCreate")
        .withMessage(why)
        .withLastTransitionTime(objects.store().now())
        .build();
  }
}
