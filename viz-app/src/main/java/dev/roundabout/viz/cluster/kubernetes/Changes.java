package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Cluster.UnansweredException;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ConnectionAge;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Changes the Deployment and its pods, and nothing else. Blocks for I/O. */
final class Changes {
  private static final int ATTEMPTS = 3;

  private final KubernetesClient client;
  private final ClusterInfo info;
  private final Faults faults;
  private final Denials denials;
  private final InstantSource clock;

  Changes(
      KubernetesClient client,
      ClusterInfo info,
      Faults faults,
      Denials denials,
      InstantSource clock) {
    this.client = Connections.quick(client);
    this.info = info;
    this.faults = faults;
    this.denials = denials;
    this.clock = clock;
  }

  /**
   * Through the scale subresource, as {@code kubectl scale} does.
   *
   * @return the replicas before
   */
  Action.Scale scale(int replicas) throws RefusedException {
    String doing = "scale " + info.deployment() + " to " + replicas;
    for (int attempt = 1; ; attempt++) {
      Scale scale = need(doing, "get", "deployments/scale", () -> deployment().scale());
      int before = Objects.requireNonNullElse(scale.getSpec().getReplicas(), 0);
      scale.getSpec().setReplicas(replicas);
      try {
        var unused = deployment().scale(scale);
        granted("update", "deployments/scale");
        return new Action.Scale(Math.min(before, Action.MAX_REPLICAS));
      } catch (RuntimeException failure) {
        if (Faults.isUnanswered(failure) && asksFor(replicas)) {
          return new Action.Scale(Math.min(before, Action.MAX_REPLICAS));
        }
        if (attempt == ATTEMPTS || !Faults.isConflict(failure)) {
          throw refused(doing, "update", "deployments/scale", failure);
        }
      }
    }
  }

  /** Whether a change whose answer was lost was made. */
  private boolean asksFor(int replicas) {
    try {
      Integer asked = deployment().scale().getSpec().getReplicas();
      return asked != null && asked == replicas;
    } catch (RuntimeException noAnswerEither) {
      return false;
    }
  }

  /**
   * Deletes one of the Deployment's own pods.
   *
   * @param hard with a grace of 0: the API forgets it at once, and its containers are killed
   */
  void kill(String name, boolean hard) throws RefusedException {
    String doing = (hard ? "kill " : "delete ") + name;
    Pod pod =
        find(doing, "pods", () -> client.pods().inNamespace(info.namespace()).withName(name).get());
    checkOwner(doing, pod);
    if (!hard && pod.getMetadata().getDeletionTimestamp() != null) {
      throw new RefusedException("cannot " + doing + ": it is terminating already");
    }
    need(
        doing,
        "delete",
        "pods",
        () -> {
          var named = client.pods().inNamespace(info.namespace()).withName(name);
          return hard ? named.withGracePeriod(0).delete() : named.delete();
        });
  }

  /** The Deployment's own pods on a node that are not terminating. */
  List<String> podsOn(String node) throws RefusedException {
    String doing = "drain node " + node;
    List<Pod> there =
        need(
                doing,
                "list",
                "pods",
                () ->
                    client
                        .pods()
                        .inNamespace(info.namespace())
                        .withField("spec.nodeName", node)
                        .list())
            .getItems();
    List<String> own = new ArrayList<>();
    for (Pod pod : there) {
      if (pod.getMetadata().getDeletionTimestamp() == null && isOwn(doing, pod)) {
        own.add(pod.getMetadata().getName());
      }
    }
    return own;
  }

  /**
   * Asks the API to evict a pod; one that is gone meanwhile needs no eviction.
   *
   * @param hard with a grace of 0
   * @return whether it is; false where a disruption budget does not allow it now
   */
  boolean evict(String name, boolean hard) throws RefusedException {
    EvictionBuilder eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(info.namespace())
            .endMetadata();
    if (hard) {
      eviction.withDeleteOptions(new DeleteOptionsBuilder().withGracePeriodSeconds(0L).build());
    }
    var pod = client.pods().inNamespace(info.namespace()).withName(name);
    try {
      boolean evicted = pod.evict(eviction.build());
      granted("create", "pods/eviction");
      return evicted;
    } catch (RuntimeException failure) {
      if (Faults.isNotFound(failure)) {
        return true;
      }
      throw refused("evict " + name, "create", "pods/eviction", failure);
    }
  }

  /**
   * The address of one of the Deployment's own pods.
   *
   * @param doing what it is needed for
   */
  String ipOf(String doing, String name) throws RefusedException {
    Pod pod =
        find(doing, "pods", () -> client.pods().inNamespace(info.namespace()).withName(name).get());
    checkOwner(doing, pod);
    return new PodReading(pod)
        .ips().stream()
            .findFirst()
            .orElseThrow(() -> new RefusedException("cannot " + doing + ": it has no address yet"));
  }

  /** Whoever lists pods by label may meet one that somebody else owns. */
  private void checkOwner(String doing, Pod pod) throws RefusedException {
    if (!isOwn(doing, pod)) {
      throw new RefusedException(
          "cannot "
              + doing
              + ": it is no pod of the Deployment "
              + info.deployment()
              + ", and nothing else is changed from here");
    }
  }

  private boolean isOwn(String doing, Pod pod) throws RefusedException {
    Optional<OwnerReference> owner =
        Owners.controller(pod).filter(found -> "ReplicaSet".equals(found.getKind()));
    if (owner.isEmpty()) {
      return false;
    }
    String name = owner.get().getName();
    Optional<ReplicaSet> replicaSet =
        look(
            doing,
            "replicasets",
            () -> client.apps().replicaSets().inNamespace(info.namespace()).withName(name).get());
    return replicaSet.filter(set -> Owners.owns("Deployment", info.deployment(), set)).isPresent();
  }

  /** The annotation that {@code kubectl rollout restart} sets. */
  void restart() throws RefusedException {
    String doing = "restart " + info.deployment();
    String patch =
        "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
            + "{\"kubectl.kubernetes.io/restartedAt\":\"%s\"}}}}}"
                .formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    need(
        doing,
        "patch",
        "deployments",
        () -> deployment().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch));
  }

  /** How the servers are told after which age to close connections, and what was so before. */
  record AgeChange(Optional<ConnectionAge> before, String image, boolean rolledOut) {}

  /** By the environment of the Deployment's servers, which rolls it out. */
  AgeChange connectionAge(Optional<ConnectionAge> age) throws RefusedException {
    String doing = "set the max connection age of " + info.deployment();
    Deployment found = find(doing, "deployments", () -> deployment().get());
    ConnectionAgeEnv env = new ConnectionAgeEnv(found, info.podPort());
    Optional<String> foreign = env.foreign();
    if (foreign.isPresent()) {
      throw new RefusedException(
          "cannot " + doing + ": its " + foreign.get() + " comes from elsewhere; change it there");
    }
    List<Map<String, Object>> patch = env.patch(age);
    if (!patch.isEmpty()) {
      String body = Serialization.asJson(patch);
      need(
          doing,
          "patch",
          "deployments",
          () -> deployment().patch(PatchContext.of(PatchType.JSON), body));
    }
    return new AgeChange(env.age(), env.image(), !patch.isEmpty());
  }

  private RollableScalableResource<Deployment> deployment() {
    return client.apps().deployments().inNamespace(info.namespace()).withName(info.deployment());
  }

  @SuppressWarnings("NullAway") // the API's client says null for what is not there
  private <T> Optional<T> look(String doing, String resource, Supplier<T> question)
      throws RefusedException {
    return Optional.ofNullable(need(doing, "get", resource, question));
  }

  private <T> T find(String doing, String resource, Supplier<T> question) throws RefusedException {
    return look(doing, resource, question)
        .orElseThrow(
            () ->
                new RefusedException(
                    "cannot " + doing + ": there is no such thing; it may have ended meanwhile"));
  }

  private <T> T need(String doing, String verb, String resource, Supplier<T> request)
      throws RefusedException {
    try {
      T answer = request.get();
      granted(verb, resource);
      return answer;
    } catch (RuntimeException failure) {
      throw refused(doing, verb, resource, failure);
    }
  }

  private void granted(String verb, String resource) {
    Permissions.of(verb, resource, Where.TARGET)
        .ifPresent(need -> denials.granted(need, info.namespace()));
  }

  private RefusedException refused(
      String doing, String verb, String resource, RuntimeException failure) {
    Permission need = Permissions.of(verb, resource, Where.TARGET).orElseThrow();
    if (!Set.of("get", "list").contains(verb) && Faults.isUnanswered(failure)) {
      return new UnansweredException(
          "it was asked to " + doing + ", and its answer was lost: " + faults.words(failure));
    }
    faults.missing(failure, need).ifPresent(denials::missing);
    return faults.refusal(doing, failure, need);
  }
}
