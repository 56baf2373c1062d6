package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reports the ready addresses of one Service over all of its slices: IPv4, or IPv6 where there is
 * only that.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/">
 *     EndpointSlices</a>
 */
final class EndpointWatch implements Observer<EndpointSlice> {
  private static final String IPV4 = "IPv4";
  private static final String IPV6 = "IPv6";
  private static final String CHANGED = "endpoints.kubernetes.io/last-change-trigger-time";

  private final ServiceKind kind;
  private final String portName;
  private final int podPort;
  private final Reports reports;
  private final PodBook book;
  private final Consumer<Boolean> family;

  /** Of the pods: slices that somebody made by hand may name pods of another one. */
  private final String namespace;

  private final Map<String, EndpointSlice> slices = new LinkedHashMap<>();
  private Optional<List<Address>> last = Optional.empty();
  private boolean listed;

  /**
   * @param info names the port of the Service, and the port of the pods where no port has that name
   * @param family told whether the addresses are IPv6
   */
  EndpointWatch(
      ServiceKind kind, ClusterInfo info, Reports reports, PodBook book, Consumer<Boolean> family) {
    this.kind = kind;
    this.portName = info.portNameOf(kind);
    this.podPort = info.podPort();
    this.reports = reports;
    this.book = book;
    this.family = family;
    this.namespace = info.namespace();
  }

  @Override
  public void seen(EndpointSlice slice) {
    slices.put(slice.getMetadata().getName(), slice);
    changed();
  }

  @Override
  public void gone(EndpointSlice slice) {
    slices.remove(slice.getMetadata().getName());
    changed();
  }

  @Override
  public void listed() {
    listed = true;
    changed();
  }

  private void changed() {
    if (!listed) {
      return; // half of the slices would look as if the pods of the other half had gone
    }
    String used = familyInUse();
    book.endpoints(kind, slices.values().stream().flatMap(this::endpoints).toList());
    List<Address> ready =
        slices.values().stream()
            .filter(slice -> used.equals(slice.getAddressType()))
            .flatMap(this::endpoints)
            .filter(Endpoint::ready)
            .map(Endpoint::address)
            .distinct()
            .sorted()
            .toList();
    if (!slices.isEmpty()) {
      family.accept(used.equals(IPV6));
    }
    if (last.filter(ready::equals).isEmpty()) {
      last = Optional.of(ready);
      reports.accept(new EndpointsSeen(reports.now(), kind, ready, changedAt()));
    }
  }

  private String familyInUse() {
    boolean hasIpv6 = slices.values().stream().anyMatch(slice -> isOf(slice, IPV6));
    boolean hasIpv4 = slices.values().stream().anyMatch(slice -> isOf(slice, IPV4));
    return hasIpv6 && !hasIpv4 ? IPV6 : IPV4;
  }

  private static boolean isOf(EndpointSlice slice, String type) {
    return type.equals(slice.getAddressType());
  }

  private Stream<Endpoint> endpoints(EndpointSlice slice) {
    if (!isOf(slice, IPV4) && !isOf(slice, IPV6)) {
      return Stream.empty(); // FQDN: nothing that could be dialled
    }
    int port = port(slice);
    return Absent.stream(slice.getEndpoints())
        .filter(endpoint -> !Absent.list(endpoint.getAddresses()).isEmpty())
        .map(
            endpoint ->
                new Endpoint(
                    new Address(endpoint.getAddresses().get(0), port),
                    pod(endpoint.getTargetRef()),
                    isReady(endpoint.getConditions()),
                    isDraining(endpoint.getConditions())));
  }

  /** Each slice has its own: pods may call different ports by the name that a Service leads to. */
  private int port(EndpointSlice slice) {
    return numbers(slice, port -> portName.equals(Objects.requireNonNullElse(port.getName(), "")))
        .findFirst()
        .orElseGet(() -> anyPort(slice));
  }

  private static Stream<Integer> numbers(EndpointSlice slice, Predicate<EndpointPort> wanted) {
    return Absent.stream(slice.getPorts())
        .filter(wanted)
        .map(EndpointPort::getPort)
        .filter(Objects::nonNull);
  }

  private int anyPort(EndpointSlice slice) {
    List<Integer> ports = numbers(slice, port -> true).toList();
    return ports.isEmpty() || ports.contains(podPort) ? podPort : ports.get(0);
  }

  @SuppressWarnings("NullAway") // absent where the endpoint is no pod
  private String pod(ObjectReference target) {
    return Optional.ofNullable(target)
        .filter(reference -> "Pod".equals(reference.getKind()))
        .filter(
            reference ->
                reference.getNamespace() == null || reference.getNamespace().equals(namespace))
        .map(ObjectReference::getName)
        .orElse("");
  }

  /** An absent condition counts as true, as the API says. */
  @SuppressWarnings("NullAway")
  private static boolean isReady(EndpointConditions conditions) {
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  /** A serving that is absent counts as what ready says. */
  @SuppressWarnings("NullAway")
  private static boolean isDraining(EndpointConditions conditions) {
    return conditions != null
        && Boolean.TRUE.equals(conditions.getTerminating())
        && (conditions.getServing() == null ? isReady(conditions) : conditions.getServing());
  }

  private Optional<Instant> changedAt() {
    return slices.values().stream()
        .flatMap(slice -> Stream.ofNullable(slice.getMetadata().getAnnotations()))
        .flatMap(annotations -> Times.parse(annotations.get(CHANGED)).stream())
        .max(Comparator.naturalOrder());
  }
}
