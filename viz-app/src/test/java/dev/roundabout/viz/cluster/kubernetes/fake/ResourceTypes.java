package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The kinds of object that the API serves. Any thread. */
final class ResourceTypes {
  static final ResourceType NAMESPACES = cluster("", "v1", "namespaces", "Namespace");
  static final ResourceType PODS = namespaced("", "v1", "pods", "Pod");
  static final ResourceType SERVICES = namespaced("", "v1", "services", "Service");
  static final ResourceType DEPLOYMENTS = namespaced("apps", "v1", "deployments", "Deployment");
  static final ResourceType SCALED_OBJECTS =
      namespaced("keda.sh", "v1alpha1", "scaledobjects", "ScaledObject");

  private static final List<ResourceType> BUILT_IN =
      List.of(
          NAMESPACES,
          cluster("", "v1", "nodes", "Node"),
          PODS,
          SERVICES,
          namespaced("", "v1", "events", "Event"),
          namespaced("", "v1", "configmaps", "ConfigMap"),
          namespaced("", "v1", "secrets", "Secret"),
          namespaced("", "v1", "serviceaccounts", "ServiceAccount"),
          namespaced("", "v1", "resourcequotas", "ResourceQuota"),
          DEPLOYMENTS,
          namespaced("apps", "v1", "replicasets", "ReplicaSet"),
          namespaced("batch", "v1", "jobs", "Job"),
          namespaced("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice"),
          namespaced("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler"),
          namespaced("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget"),
          namespaced("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy"),
          namespaced("rbac.authorization.k8s.io", "v1", "roles", "Role"),
          namespaced("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding"));

  private final List<ResourceType> all = new CopyOnWriteArrayList<>(BUILT_IN);

  private static ResourceType namespaced(String group, String version, String name, String kind) {
    return new ResourceType(group, version, name, kind, true);
  }

  private static ResourceType cluster(String group, String version, String name, String kind) {
    return new ResourceType(group, version, name, kind, false);
  }

  /** Serves one more kind, as a CustomResourceDefinition does. */
  void add(ResourceType type) {
    all.add(type);
  }

  Stream<ResourceType> stream() {
    return all.stream();
  }

  Optional<ResourceType> find(String group, String version, String plural) {
    return stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .filter(type -> type.plural().equals(plural))
        .findFirst();
  }

  /** The built-in type of a class of the model. */
  static ResourceType of(Class<? extends HasMetadata> model) {
    String apiVersion = HasMetadata.getApiVersion(model);
    String kind = HasMetadata.getKind(model);
    return BUILT_IN.stream()
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the fake has no " + kind));
  }
}
