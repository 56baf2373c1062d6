package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Target;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds the Services and ports of a Deployment. Where something is not there yet, or may not be
 * read, it takes the demo's. Blocks for I/O, within the client's time limits.
 */
final class Discovery {
  private static final int PORT = 9090;
  private static final String CLUSTER_DOMAIN = "cluster.local";
  private static final String NO_CLUSTER_IP = "None";

  private final KubernetesClient client;
  private final Faults faults;
  private final Wish wish;
  private final String namespace;
  private final String name;

  private Discovery(KubernetesClient client, Origin origin, Wish wish) {
    this.client = client;
    this.faults = new Faults(origin);
    this.wish = wish;
    this.namespace =
        wish.namespace()
            .or(() -> Optional.ofNullable(client.getNamespace()))
            .filter(given -> !given.isBlank())
            .orElse("default");
    this.name = wish.deployment().orElse(Target.DEMO);
  }

  /**
   * @throws IOException where the API cannot be asked at all, or a Service is not of the kind that
   *     it was named as; the message names the cause and the next step
   */
  static ClusterInfo of(KubernetesClient client, Origin origin, Wish wish) throws IOException {
    return new Discovery(client, origin, wish).info(origin);
  }

  private ClusterInfo info(Origin origin) throws IOException {
    Optional<PodTemplateSpec> template =
        ask(() -> client.apps().deployments().inNamespace(namespace).withName(name).get())
            .map(Deployment::getSpec)
            .map(spec -> spec.getTemplate());
    List<Service> candidates = candidates(template);
    Place headless = place(wish.headlessService(), candidates, true, name + "-headless");
    Place clusterIp = place(wish.service(), candidates, false, name);
    PortChoice ports =
        PortChoice.of(
            headless.service(),
            clusterIp.service(),
            wish.port(),
            port -> containerPort(port, template));
    return new ClusterInfo(
        origin,
        namespace,
        name,
        domainName(headless),
        domainName(clusterIp),
        ports
            .headless()
            .or(ports::clusterIp)
            .map(port -> containerPort(port, template))
            .orElseGet(() -> containerPort(template)),
        ports.clusterIp().map(ServicePort::getPort).orElse(wish.port().orElse(PORT)),
        ports.headless().map(PortChoice::name).orElse(ClusterInfo.PORT_NAME),
        ports.clusterIp().map(PortChoice::name).orElse(ClusterInfo.PORT_NAME));
  }

  private List<Service> candidates(Optional<PodTemplateSpec> template) throws IOException {
    boolean allNamed = wish.service().isPresent() && wish.headlessService().isPresent();
    if (template.isEmpty() || allNamed) {
      return List.of();
    }
    Map<String, String> labels =
        Optional.ofNullable(template.get().getMetadata())
            .map(metadata -> metadata.getLabels())
            .orElse(Map.of());
    return ask(() -> client.services().inNamespace(namespace).list().getItems())
        .orElse(List.of())
        .stream()
        .filter(service -> selects(service, labels))
        .toList();
  }

  private static boolean selects(Service service, Map<String, String> labels) {
    Map<String, String> selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && labels.entrySet().containsAll(selector.entrySet());
  }

  /** A Service, there or not. */
  private record Place(String namespace, String name, Optional<Service> service) {}

  private String domainName(Place place) {
    String domain = wish.clusterDomain().orElse(CLUSTER_DOMAIN);
    return place.name() + "." + place.namespace() + ".svc." + domain;
  }

  private Place place(
      Optional<String> wished, List<Service> candidates, boolean headless, String usual)
      throws IOException {
    if (wished.isPresent()) {
      return named(wished.get(), headless);
    }
    Optional<Service> found =
        candidates.stream()
            .filter(service -> isHeadless(service) == headless)
            .min(preferred(usual));
    String chosen = found.map(service -> service.getMetadata().getName()).orElse(usual);
    return new Place(namespace, chosen, found);
  }

  private Place named(String wished, boolean headless) throws IOException {
    int slash = wished.indexOf('/');
    String where = slash < 0 ? namespace : wished.substring(0, slash);
    String which = wished.substring(slash + 1);
    Optional<Service> found = ask(() -> client.services().inNamespace(where).withName(which).get());
    if (found.isPresent() && isHeadless(found.get()) != headless) {
      String itself = where + "/" + which;
      throw new IOException(
          headless
              ? "--headless-service names "
                  + itself
                  + ", which has a ClusterIP: name it with --service"
              : "--service names "
                  + itself
                  + ", which is headless: name it with --headless-service");
    }
    return new Place(where, which, found);
  }

  /** The usual name first, then by name, so that the choice is the same each time. */
  private static Comparator<Service> preferred(String usual) {
    Predicate<Service> isUsual = service -> service.getMetadata().getName().equals(usual);
    return Comparator.<Service, Boolean>comparing(isUsual.negate()::test)
        .thenComparing(service -> service.getMetadata().getName());
  }

  static boolean isHeadless(Service service) {
    return NO_CLUSTER_IP.equals(service.getSpec().getClusterIP());
  }

  /**
   * The port of the container behind a port of a Service: what has to be dialled at a pod's own
   * address.
   *
   * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Service</a>
   */
  private int containerPort(ServicePort port, Optional<PodTemplateSpec> template) {
    IntOrString target = port.getTargetPort();
    if (target == null) {
      return port.getPort();
    }
    if (target.getIntVal() != null && target.getIntVal() > 0) {
      return target.getIntVal();
    }
    return containerPorts(template).stream()
        .filter(container -> Objects.equals(container.getName(), target.getStrVal()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElse(port.getPort());
  }

  private int containerPort(Optional<PodTemplateSpec> template) {
    List<Integer> ports =
        containerPorts(template).stream().map(ContainerPort::getContainerPort).toList();
    return ports.isEmpty() || ports.contains(PORT) ? PORT : ports.get(0);
  }

  private static List<ContainerPort> containerPorts(Optional<PodTemplateSpec> template) {
    return template.stream()
        .flatMap(found -> Optional.ofNullable(found.getSpec()).stream())
        .flatMap(spec -> Absent.stream(spec.getContainers()))
        .flatMap(container -> Absent.stream(container.getPorts()))
        .toList();
  }

  /** Empty where there is no such thing or it may not be read. */
  @SuppressWarnings("NullAway") // the API's client says null for what is not there
  private <T> Optional<T> ask(Supplier<T> question) throws IOException {
    try {
      return Optional.ofNullable(question.get());
    } catch (RuntimeException failure) {
      if (Faults.isForbidden(failure) || Faults.isNotFound(failure)) {
        return Optional.empty();
      }
      String why = faults.words(failure);
      throw Faults.isUnreachable(failure)
          ? new UnreachableException(why, failure)
          : new IOException(why, failure);
    }
  }
}
