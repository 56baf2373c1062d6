package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One ReplicaSet for each pod template of a Deployment, and a rolling update between them with the
 * default surge and unavailability of a quarter (kubernetes.io, "Deployments").
 */
final class DeploymentController implements ControlLoop.Controller {
  static final String HASH = "pod-template-hash";

  private static final String COMPONENT = "deployment-controller";

  private final Typed objects;
  private final Events events;

  DeploymentController(Typed objects, Events events) {
    this.objects = objects;
    this.events = events;
  }

  @Override
  public void reconcile() {
    List<ReplicaSet> all = objects.list(ReplicaSet.class);
    objects.list(Deployment.class).forEach(one -> reconcile(one, Owners.owned(one, all)));
  }

  private void reconcile(Deployment deployment, List<ReplicaSet> sets) {
    String hash = Names.hash(Serialization.asJson(deployment.getSpec().getTemplate()));
    Optional<ReplicaSet> current = sets.stream().filter(set -> hash(set).equals(hash)).findFirst();
    if (current.isEmpty()) {
      objects.create(replicaSet(deployment, hash, sets.size() + 1));
      return; // which wakes us again
    }
    roll(deployment, current.get(), sets.stream().filter(set -> set != current.get()).toList());
    writeStatus(deployment, current.get(), sets);
  }

  private static String hash(ReplicaSet set) {
    return set.getMetadata().getLabels().getOrDefault(HASH, "");
  }

  private static ReplicaSet replicaSet(Deployment deployment, String hash, int revision) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(deployment.getMetadata().getName() + "-" + hash)
        .withNamespace(deployment.getMetadata().getNamespace())
        .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .addToLabels(HASH, hash)
        .addToAnnotations("deployment.kubernetes.io/revision", Integer.toString(revision))
        .withOwnerReferences(Owners.controller(deployment))
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelectorLike(deployment.getSpec().getSelector())
        .addToMatchLabels(HASH, hash)
        .endSelector()
        .withNewTemplateLike(deployment.getSpec().getTemplate())
        .editMetadata()
        .addToLabels(HASH, hash)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .withNewStatus()
        .withReplicas(0)
        .endStatus()
        .build();
  }

  private void roll(Deployment deployment, ReplicaSet current, List<ReplicaSet> old) {
    int wanted = deployment.getSpec().getReplicas();
    int before = sum(old, DeploymentController::wanted);
    int total = before + wanted(current);
    if (before == 0 || wanted(current) > wanted) {
      scale(deployment, current, wanted);
      return;
    }
    int room = wanted + surge(deployment, wanted) - total;
    if (room > 0 && wanted(current) < wanted) {
      scale(deployment, current, Math.min(wanted, wanted(current) + room));
      return;
    }
    int comingUp = wanted(current) - available(current);
    int spare = total - (wanted - unavailable(deployment, wanted)) - comingUp;
    for (ReplicaSet set : old) {
      int fewer = Math.max(0, Math.min(spare, wanted(set)));
      scale(deployment, set, wanted(set) - fewer);
      spare -= fewer;
    }
  }

  private void scale(Deployment deployment, ReplicaSet set, int replicas) {
    int before = wanted(set);
    if (replicas == before) {
      return;
    }
    objects.edit(
        set, now -> new ReplicaSetBuilder(now).editSpec().withReplicas(replicas).endSpec().build());
    events.normal(
        COMPONENT,
        deployment,
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d"
            .formatted(
                replicas > before ? "up" : "down", set.getMetadata().getName(), before, replicas));
  }

  private static int wanted(ReplicaSet set) {
    return set.getSpec().getReplicas();
  }

  private static int available(ReplicaSet set) {
    return count(set.getStatus().getAvailableReplicas());
  }

  private static int surge(Deployment deployment, int of) {
    return rolling(deployment)
        .map(RollingUpdateDeployment::getMaxSurge)
        .map(value -> part(value, of, true))
        .orElseGet(() -> (of + 3) / 4);
  }

  private static int unavailable(Deployment deployment, int of) {
    return rolling(deployment)
        .map(RollingUpdateDeployment::getMaxUnavailable)
        .map(value -> part(value, of, false))
        .orElseGet(() -> of / 4);
  }

  private static Optional<RollingUpdateDeployment> rolling(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getStrategy())
        .map(strategy -> strategy.getRollingUpdate());
  }

  private static int part(IntOrString value, int of, boolean up) {
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    int percent = Integer.parseInt(value.getStrVal().replace("%", ""));
    return up ? (of * percent + 99) / 100 : of * percent / 100;
  }

  private void writeStatus(Deployment deployment, ReplicaSet current, List<ReplicaSet> sets) {
    int wanted = deployment.getSpec().getReplicas();
    int available = sum(sets, DeploymentController::available);
    int minimum = wanted - unavailable(deployment, wanted);
    objects.edit(
        deployment,
        now ->
            new DeploymentBuilder(now)
                .withStatus(
                    new DeploymentStatusBuilder(now.getStatus())
                        .withObservedGeneration(deployment.getMetadata().getGeneration())
                        .withReplicas(sum(sets, set -> count(set.getStatus().getReplicas())))
                        .withUpdatedReplicas(count(current.getStatus().getReplicas()))
                        .withReadyReplicas(
                            sum(sets, set -> count(set.getStatus().getReadyReplicas())))
                        .withAvailableReplicas(available)
                        .withUnavailableReplicas(Math.max(0, wanted - available))
                        .withConditions(
                            new Conditions(objects.store().now())
                                .of(now, sets, available >= minimum))
                        .build())
                .build());
  }

  private static int sum(List<ReplicaSet> sets, ToIntFunction<ReplicaSet> part) {
    return sets.stream().mapToInt(part).sum();
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
