package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EndpointWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  private static final ClusterInfo INFO =
      new ClusterInfo(
          new Origin("minikube", "a test", "minikube", "https://127.0.0.1"),
          "default",
          "server",
          "server-headless.default.svc.cluster.local",
          "server.default.svc.cluster.local",
          9090,
          80);

  private final List<Fact> facts = new ArrayList<>();
  private final List<Boolean> ipv6 = new ArrayList<>();
  private final PodBook book = new PodBook();
  private final EndpointWatch watch =
      new EndpointWatch(
          ServiceKind.HEADLESS, INFO, new Reports(() -> NOW, facts::add), book, ipv6::add);

  private static EndpointSlice slice(String name, String type, String ports, String... endpoints) {
    String yaml =
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: %s
          annotations: {endpoints.kubernetes.io/last-change-trigger-time: "2026-11-02T09:59:58Z"}
        addressType: %s
        ports: [%s]
        endpoints: [%s]
        """;
    return Serialization.unmarshal(
        yaml.formatted(name, type, ports, String.join(", ", endpoints)), EndpointSlice.class);
  }

  private static String pod(String ip, String name, String conditions) {
    return "{addresses: ['%s'], conditions: {%s}, targetRef: {kind: Pod, name: %s}}"
        .formatted(ip, conditions, name);
  }

  private EndpointsSeen last() {
    return (EndpointsSeen) facts.get(facts.size() - 1);
  }

  @Test
  void theReadyAddressesOfAllSlicesAreOneAnswer() {
    watch.seen(slice("one", "IPv4", "{port: 9090}", pod("10.0.0.1", "a", "ready: true")));
    assertThat(facts).isEmpty(); // the other slice is still to come
    watch.seen(
        slice(
            "two",
            "IPv4",
            "{port: 9090}",
            pod("10.0.0.2", "b", ""),
            pod("10.0.0.3", "c", "ready: false, serving: true, terminating: true")));
    watch.listed();
    assertThat(last().ready())
        .containsExactly(new Address("10.0.0.1", 9090), new Address("10.0.0.2", 9090));
    assertThat(last().apiAt()).contains(Instant.parse("2026-11-02T09:59:58Z"));
    assertThat(book.ready(ServiceKind.HEADLESS)).hasSize(2);
    assertThat(book.lists(new Address("10.0.0.3", 9090))).isTrue();
    watch.gone(slice("two", "IPv4", "{port: 9090}"));
    assertThat(last().ready()).containsExactly(new Address("10.0.0.1", 9090));
  }

  @Test
  void whatEndsAndStillServesIsKnownAndNotReady() {
    watch.seen(
        slice(
            "one",
            "IPv4",
            "{port: 9090}",
            pod("10.0.0.1", "a", "ready: false, serving: true, terminating: true"),
            pod("10.0.0.2", "b", "ready: false, serving: false, terminating: true"),
            pod("10.0.0.3", "c", "ready: false, serving: true, terminating: false")));
    watch.listed();
    assertThat(last().ready()).isEmpty();
    assertThat(book.proxied(ServiceKind.HEADLESS)).extracting(Endpoint::pod).containsExactly("a");
  }

  @Test
  void theSameAddressesAreToldOnce() {
    EndpointSlice slice = slice("one", "IPv4", "{port: 9090}", pod("10.0.0.1", "a", ""));
    watch.seen(slice);
    watch.listed();
    watch.seen(slice);
    assertThat(facts).hasSize(1);
  }

  @Test
  void aServiceThatSelectsNothingHasNoAddress() {
    watch.listed();
    assertThat(last().ready()).isEmpty();
    assertThat(book.knows(ServiceKind.HEADLESS)).isTrue();
  }

  @Test
  void aServiceWithoutPodsHasASliceOfNulls() {
    EndpointSlice slice = slice("one", "IPv4", "{port: 9090}", pod("10.0.0.1", "a", ""));
    slice.getEndpoints().get(0).setAddresses(null);
    watch.seen(slice);
    EndpointSlice empty = slice("two", "IPv4", "");
    empty.setPorts(null);
    empty.setEndpoints(null);
    watch.seen(empty);
    watch.listed();
    assertThat(last().ready()).isEmpty();
  }

  @Test
  void ipv4WinsWhereThereAreBoth() {
    watch.seen(slice("six", "IPv6", "{port: 9090}", pod("fd00::1", "a", "")));
    watch.listed();
    assertThat(last().ready()).containsExactly(new Address("fd00::1", 9090));
    watch.seen(slice("four", "IPv4", "{port: 9090}", pod("10.0.0.1", "a", "")));
    assertThat(last().ready()).containsExactly(new Address("10.0.0.1", 9090));
    assertThat(ipv6).containsExactly(true, false);
  }

  @Test
  void thePortIsTheContainersAndOfSeveralTheOneThatIsDialled() {
    watch.seen(slice("one", "IPv4", "{name: m, port: 8080}", pod("10.0.0.1", "a", "")));
    watch.seen(
        slice("two", "IPv4", "{name: m, port: 8080}, {port: 9090}", pod("10.0.0.2", "b", "")));
    watch.listed();
    assertThat(last().ready())
        .containsExactly(new Address("10.0.0.1", 8080), new Address("10.0.0.2", 9090));
  }

  @Test
  void thePortIsTheOneWithTheServicesNameAlsoWherePodsDiffer() {
    String http = "{name: http, port: 9090}, ";
    watch.seen(slice("one", "IPv4", http + "{name: grpc, port: 8080}", pod("10.0.0.1", "a", "")));
    watch.seen(slice("two", "IPv4", http + "{name: grpc, port: 8081}", pod("10.0.0.2", "b", "")));
    watch.listed();
    assertThat(last().ready())
        .containsExactly(new Address("10.0.0.1", 8080), new Address("10.0.0.2", 8081));
  }
}
