package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of {@code k8s/} that the build packs beside this class: the same that kubectl takes.
 */
final class Manifests {
  /** Says who made a resource, as Kubernetes recommends it. */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY} on all that Roundabout makes. */
  static final String ROUNDABOUT = "roundabout";

  /** The container of the demo's Deployment. */
  static final String SERVER = "server";

  private Manifests() {}

  /** The demo's resources, in the order of {@code k8s/base/kustomization.yaml}. */
  static List<HasMetadata> base() {
    Map<?, ?> kustomization = read("base/kustomization.yaml", Map.class);
    if (!(kustomization.get("resources") instanceof List<?> files)) {
      throw new IllegalStateException("k8s/base/kustomization.yaml lists no resources");
    }
    return files.stream().map(file -> read("base/" + file, HasMetadata.class)).toList();
  }

  /** The name of the server's image, which is the client's, too. */
  static String image() {
    return base().stream()
        .flatMap(resource -> image(resource).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no image in k8s/base/deployment.yaml"));
  }

  /** The image of a Deployment's container {@link #SERVER}; empty where there is no such thing. */
  static Optional<String> image(HasMetadata resource) {
    return server(resource).map(Container::getImage);
  }

  /** A Deployment's container {@link #SERVER}; empty where there is no such thing. */
  static Optional<Container> server(HasMetadata resource) {
    return resource instanceof Deployment deployment
        ? deployment.getSpec().getTemplate().getSpec().getContainers().stream()
            .filter(container -> container.getName().equals(SERVER))
            .findFirst()
        : Optional.empty();
  }

  /** The Job of the article's client, as experiment 1 needs it. */
  static Job clientJob() {
    return read("client-job/base/job.yaml", Job.class);
  }

  /** Whether Roundabout made it, be it by this program or from the same files. */
  static boolean isOurs(HasMetadata resource) {
    Map<String, String> labels = resource.getMetadata().getLabels();
    return labels != null && ROUNDABOUT.equals(labels.get(MANAGED_BY));
  }

  private static <T> T read(String file, Class<T> type) {
    try (InputStream in = Manifests.class.getResourceAsStream("k8s/" + file)) {
      if (in == null) {
        throw new IllegalStateException("k8s/" + file + " is missing from the build");
      }
      return Serialization.unmarshal(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException("k8s/" + file + " cannot be read", e);
    }
  }
}
