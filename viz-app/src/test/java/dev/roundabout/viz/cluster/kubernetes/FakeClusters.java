package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.Secrets;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.connect.Kubeconfig;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Route;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** Looks at a fake API server as the window would. */
final class FakeClusters {
  private static final Duration BEAT = Duration.ofMillis(50);

  private FakeClusters() {}

  static KubernetesOptions options(Locality locality) {
    return options(locality, InstantSource.system());
  }

  private static KubernetesOptions options(Locality locality, InstantSource clock) {
    return new KubernetesOptions(
        locality,
        false,
        clock,
        System::nanoTime,
        new Random(7),
        BEAT,
        new Secrets(),
        FakeClusters::freeze);
  }

  static boolean freeze(Route route, Duration time) throws IOException {
    return OneCall.freeze(route, time, Duration.ofSeconds(20));
  }

  static Origin origin(FakeKubernetes api, String context) {
    return new Origin(context, "for a test", context, api.server());
  }

  static KubernetesClient client(String kubeconfig) {
    return client(kubeconfig, new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), 0));
  }

  /** By the current context of a kubeconfig's text, as every client of the product is built. */
  static KubernetesClient client(String kubeconfig, Patience patience) {
    try {
      Path folder = Files.createTempDirectory("kubeconfig");
      folder.toFile().deleteOnExit();
      Kubeconfigs files = new Kubeconfigs(folder);
      files.file("config", kubeconfig).toFile().deleteOnExit();
      Kubeconfig read = Kubeconfig.read(files.source(folder.resolve("config")));
      return Connections.to(
              read.context(read.current().orElseThrow()), InstantSource.system(), line -> {})
          .open(patience);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The Deployment {@code server} of the namespace {@code default}, in a cluster called minikube.
   */
  static KubernetesCluster local(FakeKubernetes api) throws IOException {
    return of(api, "minikube", Locality.MINIKUBE, new Guards(false), Wish.NONE);
  }

  /** The same by another clock. */
  static KubernetesCluster local(FakeKubernetes api, InstantSource clock) throws IOException {
    KubernetesOptions options = options(Locality.MINIKUBE, clock);
    return of(api, "minikube", options, new Guards(false), Wish.NONE);
  }

  static KubernetesCluster of(
      FakeKubernetes api, String context, Locality locality, Guards guards, Wish wish)
      throws IOException {
    return of(api, context, options(locality), guards, wish);
  }

  private static KubernetesCluster of(
      FakeKubernetes api, String context, KubernetesOptions options, Guards guards, Wish wish)
      throws IOException {
    KubernetesClient client = client(api.kubeconfig(context));
    ClusterInfo info = Discovery.of(client, origin(api, context), wish);
    return new KubernetesCluster(client, info, guards.lock(info, options.locality()), options);
  }
}
