package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the article's client as a Job inside the cluster and follows it: the true ClusterIP, the
 * true DNS, no tunnel. One run at a time.
 *
 * <p>A Job that has ended is taken away by the cluster, ten minutes later ({@code
 * ttlSecondsAfterFinished}); one that is still running when this object is closed runs on.
 */
final class JobRunner implements AutoCloseable {
  private final KubernetesClient client;
  private final KubernetesClient quick;
  private final ClusterInfo info;
  private final Senses senses;
  private final UnaryOperator<String> imageHelp;
  private @Nullable ClientJob current;

  /**
   * @param senses get a {@code JobSeen} whenever a run got on, and what RBAC hides of it; called on
   *     threads of the runs
   * @param imageHelp from an image to the command that brings it to this kind of cluster
   */
  JobRunner(
      KubernetesClient client, ClusterInfo info, Senses senses, UnaryOperator<String> imageHelp) {
    this.client = client;
    this.quick = Connections.quick(client);
    this.info = info;
    this.senses = senses;
    this.imageHelp = imageHelp;
  }

  /**
   * Makes the Job and returns; what comes of it is reported. Blocks for I/O.
   *
   * @throws RefusedException while another run is under way
   * @throws KubernetesClientException where the API does not take the Job
   */
  synchronized void start(Action.RunJob run) throws RefusedException {
    ClientJob last = current;
    if (last != null && !last.isOver()) {
      throw new RefusedException(
          "the client already runs in the cluster as Job " + last.name() + "; wait for its end");
    }
    if (last != null) {
      last.close();
    }
    Job made =
        quick.resource(ClientJobs.of(run, info, image())).inNamespace(info.namespace()).create();
    ClientJob next = new ClientJob(client, made, run, senses, imageHelp);
    current = next;
    next.follow();
  }

  /** Follows no longer. Idempotent. */
  @Override
  public synchronized void close() {
    ClientJob last = current;
    if (last != null) {
      last.close();
    }
  }

  /**
   * The Deployment's image where it holds the client too: it may have another name, and come from a
   * registry of its own.
   */
  private Optional<String> image() {
    try {
      return Optional.ofNullable(
              quick
                  .apps()
                  .deployments()
                  .inNamespace(info.namespace())
                  .withName(info.deployment())
                  .get())
          .flatMap(deployment -> demos(deployment).or(() -> called(deployment)));
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static Optional<String> demos(Deployment deployment) {
    return Manifests.isOurs(deployment) ? Manifests.image(deployment) : Optional.empty();
  }

  private static Optional<String> called(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .map(Container::getImage)
        .filter(image -> image != null && ImageHelp.isOurs(image))
        .findFirst();
  }
}
