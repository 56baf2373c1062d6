package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything of a cluster that is watched. Its state lives on the thread {@code kubernetes-watch}.
 */
final class KubernetesWatch implements AutoCloseable {
  private static final String NAME = "metadata.name";
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private final KubernetesClient client;
  private final ClusterInfo info;
  private final PodBook book;
  private final Reports reports;
  private final Loop loop;
  private final Watches watches;
  private final Rarely rarely;
  private final Faults faults;
  private final PodTroubles troubles = new PodTroubles();
  private final PodWatch pods;
  private final ScalerWatch scaler;
  private final DeploymentWatch deployment;
  private Optional<LabelSelector> selected = Optional.empty();
  private Optional<OpenWatch<?>> podWatch = Optional.empty();
  private final List<ServiceWatch> services = new ArrayList<>();
  private Optional<Map<String, String>> serviceSelector = Optional.empty();

  /** Of the pods that the Deployment makes; empty while it is not seen. */
  private Optional<Map<String, String>> podLabels = Optional.empty();

  private boolean deploymentDenied;

  /**
   * @param presence told on {@code kubernetes-watch} whether the Deployment is there
   */
  KubernetesWatch(
      KubernetesClient client,
      ClusterInfo info,
      ImageHelp imageHelp,
      PodBook book,
      Senses senses,
      Consumer<Boolean> presence) {
    this.client = client;
    this.info = info;
    this.book = book;
    this.reports = senses.reports();
    this.loop =
        new Loop(
            "kubernetes-watch",
            failure -> senses.reports().trouble("watching " + info.title(), failure));
    this.watches = new Watches(loop, senses);
    this.faults = senses.faults();
    this.rarely = new Rarely(reports::now);
    this.pods = new PodWatch(reports, book, troubles, new PodHelp(info, imageHelp));
    this.scaler = new ScalerWatch(info.deployment(), reports);
    this.deployment =
        new DeploymentWatch(
            info,
            reports,
            this::deploymentSeen,
            there -> deploymentCameOrWent(there, presence),
            this::denyDeployment);
  }

  /** Starts to watch, and waits for the first lists for as long as asked for. */
  void open(Duration patience) {
    String namespace = info.namespace();
    for (ServiceKind kind : ServiceKind.values()) {
      openService(kind);
    }
    watches.open(
        "deployments",
        namespace,
        client.apps().deployments().inNamespace(namespace).withField(NAME, info.deployment()),
        deployment);
    watches.open(
        "replicasets",
        namespace,
        client.apps().replicaSets().inNamespace(namespace),
        new ReplicaSetWatch(info.deployment(), reports, rarely, faults));
    watches.open(
        "horizontalpodautoscalers",
        namespace,
        client.autoscaling().v2().horizontalPodAutoscalers().inNamespace(namespace),
        scaler);
    watches.open(
        "events",
        namespace,
        client.v1().events().inNamespace(namespace),
        new EventWatch(info.deployment(), reports, rarely, faults, troubles, pods::refresh));
    watches.awaitLists(patience);
    watches.awaitLists(patience); // of the pods too, whose selector the Deployment told
  }

  private void openService(ServiceKind kind) {
    String[] name = info.nameOf(kind).split("\\.", 3);
    ServiceWatch service =
        new ServiceWatch(new ServiceReading(kind, info), book, reports, this::serviceSelects);
    loop.execute(() -> services.add(service));
    watches.open(
        "services",
        name[1],
        client.services().inNamespace(name[1]).withField(NAME, name[0]),
        service);
    watches.open(
        "endpointslices",
        name[1],
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(name[1])
            .withLabel(SERVICE_NAME, name[0]),
        new EndpointWatch(kind, info, reports, book, pods::family));
  }

  private void deploymentSeen(Deployment seen) {
    podLabels =
        Optional.of(
            Optional.ofNullable(seen.getSpec().getTemplate().getMetadata())
                .map(ObjectMeta::getLabels)
                .orElse(Map.of()));
    select(seen.getSpec().getSelector());
  }

  private void deploymentCameOrWent(boolean there, Consumer<Boolean> presence) {
    if (!there) {
      podLabels = Optional.empty();
    }
    presence.accept(there);
  }

  private void select(LabelSelector selector) {
    if (selected.filter(selector::equals).isPresent()) {
      return;
    }
    podWatch.ifPresent(OpenWatch::close);
    pods.clear();
    selected = Optional.of(selector);
    podWatch =
        Optional.of(
            watches.open(
                "pods",
                info.namespace(),
                client.pods().inNamespace(info.namespace()).withLabelSelector(selector),
                pods));
  }

  private void serviceSelects(Map<String, String> labels) {
    serviceSelector = Optional.of(labels);
    selectByService();
  }

  private void denyDeployment() {
    deploymentDenied = true;
    selectByService();
  }

  /** Where the Deployment may not be read, the pods of its Services are the next best. */
  private void selectByService() {
    if (deploymentDenied && selected.isEmpty()) {
      serviceSelector.ifPresent(
          labels -> select(new LabelSelectorBuilder().withMatchLabels(labels).build()));
    }
  }

  /** A pod's server was frozen from here. Any thread. */
  void frozen(String pod, Instant until) {
    loop.execute(() -> pods.frozen(pod, until));
  }

  /** What KEDA's API said. Any thread. */
  void keda(Optional<GenericKubernetesResource> found) {
    loop.execute(() -> scaler.keda(found));
  }

  /** Looks after broken watches, and at pods that take long. On {@code kubernetes-beat}. */
  void check() {
    watches.check();
    loop.execute(pods::refresh);
    loop.execute(this::lookAtServices);
  }

  /** The API is heard again after it was not. On {@code kubernetes-beat}. */
  void catchUp() {
    watches.catchUp();
  }

  /** Without its Deployment a Service is no matter: the demo brings both. */
  private void lookAtServices() {
    if (podLabels.isPresent() || deploymentDenied) {
      services.forEach(service -> service.look(podLabels));
    }
  }

  @Override
  public void close() {
    watches.close();
    loop.close();
  }
}
