package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Checks that what is looked at is there. Blocks. */
final class ObjectChecks {
  private static final String HEADLESS = "None";

  private final KubernetesClient client;
  private final ClusterInfo info;
  private final ImageHelp imageHelp;

  ObjectChecks(KubernetesClient client, ClusterInfo info, ImageHelp imageHelp) {
    this.client = client;
    this.info = info;
    this.imageHelp = imageHelp;
  }

  /** The pods that the Deployment selects and that are to stay; none where it is not there. */
  List<Pod> pods() {
    return deployment().stream()
        .flatMap(
            deployment ->
                client
                    .pods()
                    .inNamespace(info.namespace())
                    .withLabelSelector(deployment.getSpec().getSelector())
                    .list()
                    .getItems()
                    .stream())
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> !new PodReading(pod).hasEnded())
        .toList();
  }

  private Optional<Deployment> deployment() {
    return Optional.ofNullable(
        client
            .apps()
            .deployments()
            .inNamespace(info.namespace())
            .withName(info.deployment())
            .get());
  }

  Check checkDeployment() {
    String name = "Deployment " + info.namespace() + "/" + info.deployment();
    Optional<Deployment> found = deployment();
    if (found.isEmpty()) {
      return Check.bad(
          name,
          "is not there",
          "choose another with --deployment and --namespace, or deploy the demo: " + deploy());
    }
    int desired = Objects.requireNonNullElse(found.get().getSpec().getReplicas(), 1);
    int ready = Objects.requireNonNullElse(found.get().getStatus().getReadyReplicas(), 0);
    String detail = ready + " of " + desired + " pods ready";
    return ready > 0 || desired == 0
        ? Check.good(name, detail)
        : Check.bad(
            name,
            detail,
            PastedLine.of(info.origin()).kubectlIn(info.namespace(), "describe", "pods"));
  }

  Check checkService(ServiceKind kind) {
    String[] parts = info.nameOf(kind).split("\\.", 3);
    String name = kind.label() + " Service " + parts[1] + "/" + parts[0];
    String flag = kind == ServiceKind.HEADLESS ? "--headless-service" : "--service";
    Service service = client.services().inNamespace(parts[1]).withName(parts[0]).get();
    if (service == null) {
      return Check.bad(
          name, "is not there", "name another with " + flag + ", or deploy the demo: " + deploy());
    }
    String ip = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
    if (ip.equals(HEADLESS) != (kind == ServiceKind.HEADLESS)) {
      return Check.bad(
          name,
          "has the ClusterIP " + ip,
          kind == ServiceKind.HEADLESS
              ? "a headless Service has clusterIP: None; name one with --headless-service"
              : "a headless Service has no ClusterIP; name another with --service");
    }
    if (missesPods(service)) {
      return Check.bad(
          name,
          "selects none of the Deployment's pods: its selector is "
              + service.getSpec().getSelector(),
          "name another with " + flag + ", or let its selector fit the labels of the pods");
    }
    return Check.good(name, "clusterIP " + ip + ", pods are dialled at port " + info.podPort());
  }

  /** One without a selector has its EndpointSlices from somebody else, who knows best. */
  private boolean missesPods(Service service) {
    Map<String, String> selector =
        Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
    return !selector.isEmpty()
        && deployment()
            .map(found -> found.getSpec().getTemplate().getMetadata())
            .map(metadata -> Objects.requireNonNullElse(metadata.getLabels(), Map.of()))
            .filter(labels -> !labels.entrySet().containsAll(selector.entrySet()))
            .isPresent();
  }

  Check checkImage(List<Pod> pods) {
    Optional<String> missing =
        pods.stream()
            .map(PodReading::new)
            .filter(reading -> reading.phase() == Phase.IMAGE_PULL)
            .flatMap(reading -> reading.missingImage().stream())
            .findFirst();
    if (missing.isPresent()) {
      return Check.bad(
          "image", missing.get() + " cannot be pulled", imageHelp.words(missing.get()));
    }
    return Check.good("image", pods.isEmpty() ? "no pod asks for one now" : "is there");
  }

  private String deploy() {
    return PastedLine.of(info.origin()).roundabout(info.namespace(), "deploy");
  }
}
