package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Jobs that are made from {@code k8s/client-job/base}. */
final class ClientJobs {
  /** By the environment: an older image leaves it alone, and would refuse a flag. */
  private static final String SHOW_PODS = "SHOW_PODS";

  private ClientJobs() {}

  /**
   * A Job that the API is to name.
   *
   * @param image of the client where it is not the one in the file
   */
  static Job of(Action.RunJob run, ClusterInfo info, Optional<String> image) {
    Job job = Manifests.clientJob();
    job.getMetadata().setGenerateName(job.getMetadata().getName() + suffix(run.service()));
    job.getMetadata().setName(null);
    job.getMetadata().setNamespace(info.namespace());
    Container client = container(job);
    image.ifPresent(client::setImage);
    client.setArgs(args(client.getArgs(), run, info));
    client.setEnv(List.of(new EnvVarBuilder().withName(SHOW_PODS).withValue("true").build()));
    return job;
  }

  /** The image of a Job's client. */
  static String image(Job job) {
    return container(job).getImage();
  }

  private static Container container(Job job) {
    List<Container> containers = job.getSpec().getTemplate().getSpec().getContainers();
    if (containers.size() != 1) {
      throw new IllegalStateException("the client Job has one container, not " + containers.size());
    }
    return containers.get(0);
  }

  private static List<String> args(List<String> written, Action.RunJob run, ClusterInfo info) {
    Stream<String> own =
        run.newConnections() ? Stream.of("--new-connection-per-call") : Stream.empty();
    return Stream.concat(written.stream().map(arg -> filledIn(arg, run, info)), own).toList();
  }

  private static String filledIn(String arg, Action.RunJob run, ClusterInfo info) {
    return switch (arg.substring(0, arg.indexOf('=') + 1)) {
      case "--target=" -> "--target=" + target(run.service(), info);
      case "--policy=" -> "--policy=" + policy(run.service()).label();
      case "--requests=" -> "--requests=" + run.requests();
      case "--concurrency=" -> "--concurrency=" + run.concurrency();
      default -> arg;
    };
  }

  private static String suffix(ServiceKind service) {
    return service == ServiceKind.HEADLESS ? "-headless-" : "-cluster-ip-";
  }

  /** The one that goes with the Service in the article. */
  private static LbPolicy policy(ServiceKind service) {
    return service == ServiceKind.HEADLESS ? LbPolicy.ROUND_ROBIN : LbPolicy.PICK_FIRST;
  }

  private static String target(ServiceKind service, ClusterInfo info) {
    return "dns:///" + info.nameOf(service) + ":" + info.portOf(service);
  }
}
