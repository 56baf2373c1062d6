package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The slices of each Service with a selector: one or more for each address family, with the pods'
 * own ports (kubernetes.io, "EndpointSlices").
 */
final class EndpointSliceController implements ControlLoop.Controller {
  static final String SERVICE_LABEL = "kubernetes.io/service-name";

  static final String TRIGGERED = "endpoints.kubernetes.io/last-change-trigger-time";

  private final Typed objects;
  private final Names names;
  private final IntSupplier most;

  /**
   * @param most endpoints in a slice
   */
  EndpointSliceController(Typed objects, Names names, IntSupplier most) {
    this.objects = objects;
    this.names = names;
    this.most = most;
  }

  /** What one slice is to hold. */
  private record Wanted(String family, List<EndpointPort> ports, List<Endpoint> endpoints) {}

  @Override
  public void reconcile() {
    List<Pod> pods = objects.list(Pod.class);
    List<EndpointSlice> slices = objects.list(EndpointSlice.class);
    for (Service service : objects.list(Service.class)) {
      Map<String, String> selector = service.getSpec().getSelector();
      if (selector != null && !selector.isEmpty()) {
        write(service, wanted(service, selected(service, pods)), Owners.owned(service, slices));
      }
    }
  }

  private static List<Pod> selected(Service service, List<Pod> pods) {
    return pods.stream()
        .filter(pod -> namespace(pod).equals(namespace(service)))
        .filter(
            pod -> labels(pod).entrySet().containsAll(service.getSpec().getSelector().entrySet()))
        .filter(pod -> !pod.getStatus().getPodIPs().isEmpty())
        .filter(pod -> !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
        .toList();
  }

  private static String namespace(io.fabric8.kubernetes.api.model.HasMetadata object) {
    return object.getMetadata().getNamespace();
  }

  private static Map<String, String> labels(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
  }

  private List<Wanted> wanted(Service service, List<Pod> pods) {
    List<Wanted> wanted = new ArrayList<>();
    for (String family : service.getSpec().getIpFamilies()) {
      List<List<EndpointPort>> kinds =
          pods.stream().map(pod -> ports(service, pod)).distinct().toList();
      for (List<EndpointPort> ports : kinds) {
        List<Endpoint> endpoints =
            pods.stream()
                .filter(pod -> ports(service, pod).equals(ports))
                .flatMap(pod -> endpoint(service, pod, family).stream())
                .toList();
        split(endpoints).forEach(part -> wanted.add(new Wanted(family, ports, part)));
      }
      if (kinds.isEmpty()) {
        wanted.add(new Wanted(family, List.of(), List.of())); // Kubernetes keeps an empty one
      }
    }
    return wanted;
  }

  private List<List<Endpoint>> split(List<Endpoint> endpoints) {
    List<List<Endpoint>> parts = new ArrayList<>();
    int size = most.getAsInt();
    for (int from = 0; from < endpoints.size(); from += size) {
      parts.add(endpoints.subList(from, Math.min(endpoints.size(), from + size)));
    }
    return parts;
  }

  private static List<EndpointPort> ports(Service service, Pod pod) {
    return service.getSpec().getPorts().stream().flatMap(port -> port(port, pod).stream()).toList();
  }

  /** Empty where no container has a port of that name. */
  private static Optional<EndpointPort> port(ServicePort port, Pod pod) {
    return number(port.getTargetPort(), pod)
        .map(
            number ->
                new EndpointPortBuilder()
                    .withName(Optional.ofNullable(port.getName()).orElse(""))
                    .withPort(number)
                    .withProtocol(port.getProtocol())
                    .withAppProtocol(port.getAppProtocol())
                    .build());
  }

  private static Optional<Integer> number(IntOrString target, Pod pod) {
    if (target.getIntVal() != null) {
      return Optional.of(target.getIntVal());
    }
    return pod.getSpec().getContainers().stream()
        .map(Container::getPorts)
        .flatMap(List::stream)
        .filter(port -> Objects.equals(port.getName(), target.getStrVal()))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }

  private static Optional<Endpoint> endpoint(Service service, Pod pod, String family) {
    boolean v6 = family.equals(Ips.IPV6);
    boolean terminating = pod.isMarkedForDeletion();
    boolean serving = Owners.isReady(pod);
    boolean always = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return pod.getStatus().getPodIPs().stream()
        .map(PodIP::getIp)
        .filter(ip -> ip.contains(":") == v6)
        .findFirst()
        .map(
            ip ->
                new EndpointBuilder()
                    .withAddresses(ip)
                    .withNodeName(pod.getSpec().getNodeName())
                    .withNewConditions()
                    .withReady(always || serving && !terminating)
                    .withServing(serving)
                    .withTerminating(terminating)
                    .endConditions()
                    .withTargetRef(
                        new ObjectReferenceBuilder()
                            .withKind("Pod")
                            .withName(pod.getMetadata().getName())
                            .withNamespace(namespace(pod))
                            .withUid(pod.getMetadata().getUid())
                            .build())
                    .build());
  }

  /**
   * Reuses the slices of the same family in their order, makes what is missing, removes the rest.
   */
  private void write(Service service, List<Wanted> wanted, List<EndpointSlice> slices) {
    List<EndpointSlice> free = new ArrayList<>(slices);
    for (Wanted one : wanted) {
      Optional<EndpointSlice> same =
          free.stream().filter(slice -> slice.getAddressType().equals(one.family())).findFirst();
      same.ifPresent(free::remove);
      same.ifPresentOrElse(slice -> fill(slice, one), () -> create(service, one));
    }
    free.forEach(objects::remove);
  }

  /** A slice that holds already what it is to hold keeps the time at which that came to be. */
  private void fill(EndpointSlice slice, Wanted wanted) {
    if (slice.getPorts().equals(wanted.ports())
        && slice.getEndpoints().equals(wanted.endpoints())) {
      return;
    }
    Map<String, String> triggered = triggered(slice.getEndpoints(), wanted.endpoints());
    objects.edit(
        slice,
        now ->
            new EndpointSliceBuilder(now)
                .editMetadata()
                .removeFromAnnotations(TRIGGERED)
                .addToAnnotations(triggered)
                .endMetadata()
                .withPorts(wanted.ports())
                .withEndpoints(wanted.endpoints())
                .build());
  }

  /**
   * When the readiness of pods last changed that are new here or changed it, the earliest of them;
   * none where pods only went (Kubernetes' {@code endpointslice/util/trigger_time_tracker.go}).
   */
  private Map<String, String> triggered(List<Endpoint> before, List<Endpoint> now) {
    List<String> fresh =
        now.stream()
            .filter(endpoint -> before.stream().noneMatch(known -> isSame(known, endpoint)))
            .map(endpoint -> endpoint.getTargetRef().getUid())
            .toList();
    return objects.list(Pod.class).stream()
        .filter(pod -> fresh.contains(pod.getMetadata().getUid()))
        .flatMap(pod -> pod.getStatus().getConditions().stream())
        .filter(condition -> condition.getType().equals("Ready"))
        .map(PodCondition::getLastTransitionTime)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(earliest -> Map.of(TRIGGERED, earliest))
        .orElse(Map.of());
  }

  private static boolean isSame(Endpoint one, Endpoint other) {
    return one.getTargetRef().getUid().equals(other.getTargetRef().getUid())
        && one.getConditions().getServing().equals(other.getConditions().getServing());
  }

  private void create(Service service, Wanted wanted) {
    String prefix = service.getMetadata().getName() + "-";
    objects.create(
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withGenerateName(prefix)
            .withName(prefix + names.suffix())
            .withNamespace(namespace(service))
            .withLabels(service.getMetadata().getLabels())
            .addToLabels(SERVICE_LABEL, service.getMetadata().getName())
            .addToLabels(
                "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
            .withOwnerReferences(Owners.controller(service))
            .withAnnotations(triggered(List.of(), wanted.endpoints()))
            .endMetadata()
            .withAddressType(wanted.family())
            .withPorts(wanted.ports())
            .withEndpoints(wanted.endpoints())
            .build());
  }
}
