package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Demo;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;

/**
 * The demo in one namespace: the resources of {@code k8s/base}.
 *
 * <p>What carries the label {@code app.kubernetes.io/managed-by: roundabout} is ours, whether this
 * program made it or {@code kubectl apply -k k8s/base} did; anything else of the same kind and name
 * is left alone. Blocks for I/O; every method throws {@link KubernetesClientException} where the
 * API does not do what it is asked for, and may then have done a part of it.
 */
final class DemoResources {
  /** Who owns the fields that are applied, as {@code kubectl --show-managed-fields} prints it. */
  static final String FIELD_MANAGER = "roundabout";

  private final KubernetesClient client;
  private final String namespace;

  DemoResources(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Every part, and whose it is. A part that RBAC does not let us see is left out. */
  Demo state() {
    List<Demo.Part> parts = new ArrayList<>();
    String image = "";
    for (HasMetadata wanted : Manifests.base()) {
      try {
        Optional<HasMetadata> found = live(wanted);
        parts.add(part(wanted, found));
        image = image(wanted, found).orElse(image);
      } catch (KubernetesClientException refused) {
        if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
          throw refused;
        }
      }
    }
    return new Demo(parts, image);
  }

  /**
   * Makes what is absent and brings what is ours up to date, by server-side apply. The replicas of
   * a Deployment of ours stay as they are, and so does its image unless another one is named.
   *
   * @param image of the servers
   * @throws RefusedException where a Deployment of somebody else has the demo's name: Services
   *     beside it would find no pod
   * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side
   *     Apply</a>
   */
  void deploy(Optional<String> image) throws RefusedException {
    List<HasMetadata> wanted = Manifests.base();
    List<Optional<HasMetadata>> found = wanted.stream().map(this::live).toList();
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i) instanceof Deployment && isForeign(found.get(i))) {
        throw new RefusedException(
            "a Deployment "
                + wanted.get(i).getMetadata().getName()
                + " that Roundabout did not make is in namespace "
                + namespace
                + " already; choose another namespace for the demo");
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!isForeign(found.get(i))) {
        apply(wanted.get(i), found.get(i), image);
      }
    }
  }

  /** Deletes, last made first, what is ours and nothing else. Pods end in their own time. */
  void remove() {
    List<HasMetadata> wanted = Manifests.base();
    ListIterator<HasMetadata> backwards = wanted.listIterator(wanted.size());
    while (backwards.hasPrevious()) {
      HasMetadata next = backwards.previous();
      if (live(next).filter(Manifests::isOurs).isPresent()) {
        resource(next).delete();
      }
    }
  }

  /** The image of our Deployment, or the one that it would get. */
  private static Optional<String> image(HasMetadata wanted, Optional<HasMetadata> found) {
    return found
        .filter(Manifests::isOurs)
        .flatMap(Manifests::image)
        .or(() -> Manifests.image(wanted));
  }

  private static boolean isForeign(Optional<HasMetadata> found) {
    return found.isPresent() && !Manifests.isOurs(found.get());
  }

  private static Demo.Part part(HasMetadata wanted, Optional<HasMetadata> found) {
    Demo.State state =
        found
            .map(live -> Manifests.isOurs(live) ? Demo.State.OURS : Demo.State.FOREIGN)
            .orElse(Demo.State.ABSENT);
    return new Demo.Part(wanted.getKind(), wanted.getMetadata().getName(), state);
  }

  /** Takes over only what is ours: where it changed hands since, the API answers 409. */
  private void apply(HasMetadata wanted, Optional<HasMetadata> found, Optional<String> image) {
    Manifests.server(wanted)
        .ifPresent(server -> image.or(() -> image(wanted, found)).ifPresent(server::setImage));
    if (found.isEmpty()) {
      resource(wanted).fieldManager(FIELD_MANAGER).serverSideApply();
      return;
    }
    HasMetadata live = found.get();
    wanted.getMetadata().setUid(live.getMetadata().getUid());
    if (wanted instanceof Deployment deployment && live instanceof Deployment running) {
      deployment.getSpec().setReplicas(running.getSpec().getReplicas());
    }
    resource(wanted).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
  }

  private Optional<HasMetadata> live(HasMetadata wanted) {
    return Optional.ofNullable(resource(wanted).get());
  }

  private Resource<HasMetadata> resource(HasMetadata wanted) {
    return client.resource(wanted).inNamespace(namespace);
  }
}
