package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster as it is now.
 *
 * @param seats the pods by place, with those that went a moment ago
 * @param endpoints ready addresses by Service, from EndpointSlices
 * @param dns what DNS answers by Service
 * @param connectionAge after which the servers close their connections; empty for never
 * @param api the way to the cluster's API, and what else it says
 * @param places every place so far is below this
 */
public record ClusterState(
    ClusterInfo info,
    int desired,
    int ready,
    List<Seat> seats,
    Map<ServiceKind, List<Address>> endpoints,
    Map<ServiceKind, DnsAnswer> dns,
    Optional<ConnectionAge> connectionAge,
    ApiState api,
    int places) {

  /** How long a pod stays on screen after it went. */
  static final Duration FAREWELL = Duration.ofSeconds(4);

  public ClusterState {
    seats = List.copyOf(seats);
    endpoints = Map.copyOf(endpoints);
    dns = Map.copyOf(dns);
  }

  static ClusterState of(ClusterInfo info) {
    return new ClusterState(
        info, 0, 0, List.of(), Map.of(), Map.of(), Optional.empty(), ApiState.INITIAL, 0);
  }

  /** Where the Deployment was looked for and is not there, that in a sentence. */
  public Optional<String> noDeployment() {
    return api.noDeployment()
        ? Optional.of(
            "There is no Deployment " + info.deployment() + " in namespace " + info.namespace())
        : Optional.empty();
  }

  /** Whether anything of it has been seen: before that, numbers of zero say nothing. */
  public boolean isKnown() {
    return desired > 0
        || !seats.isEmpty()
        || !endpoints.isEmpty()
        || !dns.isEmpty()
        || api.noDeployment()
        || api.hearing().filter(hearing -> !hearing.broken()).isPresent();
  }

  /** Whether it runs pods, as many ready as it asks for, and DNS has been heard. */
  public boolean isSettled() {
    return desired > 0 && ready == desired && dns(ServiceKind.HEADLESS).isPresent();
  }

  public Optional<Pod> pod(String name) {
    return seats.stream().map(Seat::pod).filter(pod -> pod.name().equals(name)).findFirst();
  }

  /** The pod with this IP; where an IP was used again, the one that is not gone. */
  public Optional<Pod> podAt(String ip) {
    return seats.stream()
        .map(Seat::pod)
        .filter(pod -> pod.ip().filter(ip::equals).isPresent())
        .min(Comparator.comparing(pod -> pod.phase() == Pod.Phase.GONE));
  }

  public List<Address> endpoints(ServiceKind service) {
    return endpoints.getOrDefault(service, List.of());
  }

  public Optional<DnsAnswer> dns(ServiceKind service) {
    return Optional.ofNullable(dns.get(service));
  }

  /** Whether EndpointSlices answer for the headless Service, because DNS cannot be asked. */
  public boolean withoutDns() {
    return dns(ServiceKind.HEADLESS).filter(DnsAnswer::standIn).isPresent();
  }

  ClusterState withDeployment(int desired, int ready) {
    return new ClusterState(
        info, desired, ready, seats, endpoints, dns, connectionAge, api, places);
  }

  ClusterState withEndpoints(ServiceKind service, List<Address> addresses) {
    Map<ServiceKind, List<Address>> next = new EnumMap<>(ServiceKind.class);
    next.putAll(endpoints);
    next.put(service, List.copyOf(addresses));
    return new ClusterState(info, desired, ready, seats, next, dns, connectionAge, api, places);
  }

  ClusterState withDns(ServiceKind service, DnsAnswer answer) {
    Map<ServiceKind, DnsAnswer> next = new EnumMap<>(ServiceKind.class);
    next.putAll(dns);
    next.put(service, answer);
    return new ClusterState(
        info, desired, ready, seats, endpoints, next, connectionAge, api, places);
  }

  ClusterState withConnectionAge(Optional<ConnectionAge> age) {
    return new ClusterState(info, desired, ready, seats, endpoints, dns, age, api, places);
  }

  ClusterState withApi(ApiState next) {
    return new ClusterState(
        info, desired, ready, seats, endpoints, dns, connectionAge, next, places);
  }

  ClusterState withPod(Pod pod) {
    List<Seat> next = new ArrayList<>(seats);
    for (int i = 0; i < next.size(); i++) {
      if (next.get(i).pod().name().equals(pod.name())) {
        next.set(i, new Seat(pod, next.get(i).place()));
        return withSeats(next);
      }
    }
    int place = Seat.next(seats, places);
    next.add(new Seat(pod, place));
    return new ClusterState(
        info, desired, ready, next, endpoints, dns, connectionAge, api, place + 1);
  }

  ClusterState withoutPod(String name, Instant at) {
    List<Seat> next = new ArrayList<>(seats);
    next.replaceAll(
        seat ->
            seat.pod().name().equals(name) ? new Seat(seat.pod().gone(at), seat.place()) : seat);
    return withSeats(next);
  }

  /** Without the pods whose farewell is over; the same object where there are none. */
  ClusterState at(Instant now) {
    List<Seat> next = seats.stream().filter(seat -> !isOver(seat.pod(), now)).toList();
    return next.size() == seats.size() ? this : withSeats(next);
  }

  private static boolean isOver(Pod pod, Instant now) {
    return pod.phase() == Pod.Phase.GONE && pod.since().plus(FAREWELL).isBefore(now);
  }

  private ClusterState withSeats(List<Seat> next) {
    return new ClusterState(info, desired, ready, next, endpoints, dns, connectionAge, api, places);
  }
}
