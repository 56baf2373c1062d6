package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lists namespaces and Deployments of one context, for the chooser. Blocks for I/O. */
final class Browser {
  private final KubernetesClient client;
  private final Faults faults;

  Browser(KubernetesClient client, Origin origin) {
    this.client = client;
    this.faults = new Faults(origin);
  }

  /** What one list gave: names in order, or why there are none. */
  private record Listed(List<String> names, String trouble) {}

  /**
   * Fills the choices below a context. What may not be listed is empty, with the reason; a person
   * who knows the name can still look.
   *
   * @param namespace whose Deployments are asked for; empty for the context's own, and then it is
   *     the namespaces that were asked for
   */
  Choices browse(Choices known, Choices.Context context, String namespace) {
    String place = namespace.isEmpty() ? context.namespace() : namespace;
    Listed namespaces = list(() -> client.namespaces().list().getItems().stream());
    Listed deployments =
        list(() -> client.apps().deployments().inNamespace(place).list().getItems().stream());
    return new Choices(
        known.contexts(),
        known.kubeconfig(),
        context.name(),
        namespaces.names(),
        place,
        deployments.names(),
        namespace.isEmpty() ? namespaces.trouble() : deployments.trouble());
  }

  private Listed list(Supplier<Stream<? extends HasMetadata>> items) {
    try {
      return new Listed(
          items.get().map(item -> item.getMetadata().getName()).sorted().toList(), "");
    } catch (RuntimeException e) {
      return new Listed(List.of(), faults.words(e));
    }
  }

  /**
   * Asks for the API's version, which everybody may.
   *
   * @return why it cannot be used; empty where it can
   */
  Optional<String> obstacle() {
    try {
      client.raw("/version");
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(faults.words(e));
    }
  }
}
