package dev.roundabout.viz.cluster.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.kubernetes.Connections.Patience;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A namespace of a test's own in a real cluster, which it makes and removes, and nothing else.
 *
 * <p>The context comes from {@code -Dkube.context=…} and is never guessed: a test must not change a
 * cluster that nobody named. The namespace enforces Pod Security <em>restricted</em>.
 */
public final class RealNamespace implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Kubeconfig kubeconfig;
  private final Choices.Context context;
  private final KubernetesClient client;
  private final String name;

  private RealNamespace(
      Kubeconfig kubeconfig, Choices.Context context, KubernetesClient client, String name) {
    this.kubeconfig = kubeconfig;
    this.context = context;
    this.client = client;
    this.name = name;
  }

  /** Makes an empty one. */
  public static RealNamespace create() throws IOException {
    String named = System.getProperty("kube.context", "");
    if (named.isEmpty() || named.startsWith("${")) { // as Maven leaves what nobody gave
      throw new IOException("name the context of a test cluster: -Dkube.context=minikube");
    }
    Kubeconfig kubeconfig = Kubeconfig.read(KubeSource.ofThisMachine());
    Choices.Context context = kubeconfig.context(named);
    KubernetesClient client =
        Connections.to(kubeconfig, context, InstantSource.system()).open(Patience.STEADY);
    String name =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("roundabout-e2e-")
                    .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
    RealNamespace made = new RealNamespace(kubeconfig, context, client, name);
    made.awaitServiceAccount();
    return made;
  }

  /** Pods cannot be made before the controller has made this. */
  private void awaitServiceAccount() {
    await()
        .atMost(PATIENCE)
        .until(() -> client.serviceAccounts().inNamespace(name).withName("default").get() != null);
  }

  /** Deploys the demo and waits until there are just so many pods, all ready. */
  public RealNamespace withDemo(int replicas) throws RefusedException {
    new DemoResources(client, name).deploy(Optional.empty());
    var deployment = client.apps().deployments().inNamespace(name).withName("server");
    deployment.scale(replicas);
    // Pods that are surplus take their time to leave.
    await().atMost(PATIENCE).until(() -> ready(deployment.get()) == replicas && pods() == replicas);
    return this;
  }

  private int pods() {
    return client.pods().inNamespace(name).list().getItems().size();
  }

  private static int ready(Deployment deployment) {
    return Optional.ofNullable(deployment.getStatus().getReadyReplicas()).orElse(0);
  }

  /** The cluster as the window would look at it, unlocked; not started. */
  public Cluster cluster() throws IOException {
    KubernetesClient own =
        Connections.to(kubeconfig, context, InstantSource.system()).open(Patience.STEADY);
    Origin origin = new Origin(context.name(), "for a test", context.name(), context.server());
    Wish wish =
        new Wish(
            Optional.of(name),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());
    ClusterInfo info = Discovery.of(own, origin, wish);
    // The namespace is ours, wherever the cluster runs.
    Guards.Lock lock = new Guards(false).lock(info, Locality.MINIKUBE);
    return new KubernetesCluster(
        own,
        info,
        lock,
        new KubernetesOptions(
            Locality.MINIKUBE,
            false,
            InstantSource.system(),
            System::nanoTime,
            new Random(),
            KubernetesOptions.BEAT,
            FakeClusters::freeze));
  }

  /** Removes the namespace with all that is in it, and does not wait for its end. */
  @Override
  public void close() {
    client.namespaces().withName(name).delete();
    client.close();
  }
}
