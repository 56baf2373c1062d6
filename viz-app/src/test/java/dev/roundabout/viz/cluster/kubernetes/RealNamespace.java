package dev.roundabout.viz.cluster.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Secrets;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeContext;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import dev.roundabout.viz.cluster.kubernetes.connect.Kubeconfig;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
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

  private final KubeContext context;
  private final KubernetesClient client;
  private final String name;

  private RealNamespace(KubeContext context, KubernetesClient client, String name) {
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
    KubeContext context = Kubeconfig.read(KubeSource.ofThisMachine()).context(named);
    KubernetesClient client = open(context);
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
    RealNamespace made = new RealNamespace(context, client, name);
    made.awaitServiceAccount();
    return made;
  }

  private static KubernetesClient open(KubeContext context) throws IOException {
    return Connections.to(context, InstantSource.system(), System.err::println)
        .open(Patience.STEADY);
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
    KubernetesClient own = open(context);
    Choices.Context choice = context.choice();
    Origin origin = new Origin(choice.name(), "for a test", choice.name(), choice.server());
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
            new Secrets(),
            FakeClusters::freeze));
  }

  /** Removes the namespace with all that is in it, and does not wait for its end. */
  @Override
  public void close() {
    client.namespaces().withName(name).delete();
    client.close();
  }
}
