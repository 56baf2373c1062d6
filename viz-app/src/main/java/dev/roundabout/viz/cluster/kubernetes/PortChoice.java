package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The port that is looked at: the same server behind both Services, so that turning from one to the
 * other changes nothing else. A side is empty where there is no such Service.
 */
record PortChoice(Optional<ServicePort> headless, Optional<ServicePort> clusterIp) {
  private static final String GRPC = "grpc";
  private static final String HTTP_2 = "kubernetes.io/h2c";

  /**
   * Chooses the wished port, else one that has the same name in both, else one that leads to the
   * same port of the container; of several one that says that it is gRPC's, else the first.
   *
   * @param wished that a Service listens on
   * @param containerPort behind a port of a Service
   */
  static PortChoice of(
      Optional<Service> headless,
      Optional<Service> clusterIp,
      OptionalInt wished,
      ToIntFunction<ServicePort> containerPort) {
    return ports(headless)
        .flatMap(one -> ports(clusterIp).map(other -> new PortChoice(one, other)))
        .reduce(BinaryOperator.minBy(best(wished, containerPort)))
        .orElseThrow();
  }

  private static Stream<Optional<ServicePort>> ports(Optional<Service> service) {
    List<ServicePort> ports =
        service.stream()
            .flatMap(found -> Absent.stream(found.getSpec().getPorts()))
            .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
            .toList();
    return ports.isEmpty() ? Stream.of(Optional.empty()) : ports.stream().map(Optional::of);
  }

  private static Comparator<PortChoice> best(
      OptionalInt wished, ToIntFunction<ServicePort> containerPort) {
    return Comparator.<PortChoice>comparingLong(choice -> -choice.count(wished))
        .thenComparing(choice -> !choice.agreesIn(PortChoice::name))
        .thenComparing(choice -> !choice.agreesIn(containerPort::applyAsInt))
        .thenComparing(choice -> choice.both().noneMatch(PortChoice::isGrpc));
  }

  private Stream<ServicePort> both() {
    return Stream.of(headless, clusterIp).flatMap(Optional::stream);
  }

  private long count(OptionalInt wished) {
    return both().filter(port -> OptionalInt.of(port.getPort()).equals(wished)).count();
  }

  private boolean agreesIn(Function<ServicePort, Object> property) {
    return both().map(property).distinct().count() == 1;
  }

  private static boolean isGrpc(ServicePort port) {
    String protocol = Objects.requireNonNullElse(port.getAppProtocol(), "");
    return name(port).equals(GRPC) || protocol.contains(GRPC) || protocol.equals(HTTP_2);
  }

  /** Of a port, as its slices have it: empty where it has none. */
  static String name(ServicePort port) {
    return Objects.requireNonNullElse(port.getName(), "");
  }
}
