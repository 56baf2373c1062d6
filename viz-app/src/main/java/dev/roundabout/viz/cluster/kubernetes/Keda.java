package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/** Looks for a ScaledObject of KEDA, whose kind most clusters do not have. Blocks for I/O. */
final class Keda {
  private static final ResourceDefinitionContext SCALED_OBJECTS =
      new ResourceDefinitionContext.Builder()
          .withGroup(Permissions.KEDA)
          .withVersion("v1alpha1")
          .withKind("ScaledObject")
          .withPlural("scaledobjects")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final String deployment;
  private final Denials denials;
  private final Faults faults;

  Keda(
      KubernetesClient client,
      String namespace,
      String deployment,
      Denials denials,
      Faults faults) {
    this.client = client;
    this.namespace = namespace;
    this.deployment = deployment;
    this.denials = denials;
    this.faults = faults;
  }

  /** Whoever may not even ask which groups there are is told of no KEDA. */
  static boolean isInstalled(KubernetesClient client) {
    try {
      return client.hasApiGroup(Permissions.KEDA, true);
    } catch (RuntimeException failure) {
      if (Faults.isForbidden(failure)) {
        return false;
      }
      throw failure;
    }
  }

  /**
   * The one that owns the Deployment; empty where none does, or it may not be read.
   *
   * @throws RuntimeException of the client where the API cannot be asked now
   */
  Optional<GenericKubernetesResource> find() {
    if (!isInstalled(client)) {
      return Optional.empty();
    }
    Permission need = Permissions.of("list", "scaledobjects", Where.TARGET).orElseThrow();
    try {
      Optional<GenericKubernetesResource> found =
          client
              .genericKubernetesResources(SCALED_OBJECTS)
              .inNamespace(namespace)
              .list()
              .getItems()
              .stream()
              .filter(each -> ScalerReading.owns(each, deployment))
              .findFirst();
      denials.granted(need, namespace);
      return found;
    } catch (RuntimeException failure) {
      denials.missing(faults.missing(failure, need).orElseThrow(() -> failure));
      return Optional.empty();
    }
  }
}
