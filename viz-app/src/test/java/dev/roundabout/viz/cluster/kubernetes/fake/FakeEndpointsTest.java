package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** EndpointSlices that follow the pods of each Service. */
final class FakeEndpointsTest extends WithFake {

  private List<EndpointSlice> slices(String service) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems();
  }

  private List<Endpoint> endpoints(String service) {
    return slices(service).stream().flatMap(slice -> slice.getEndpoints().stream()).toList();
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions().getReady();
  }

  @Test
  void bothServicesHaveTheReadyPods() {
    api.deploy("default", 3);
    api.awaitReady("default", 3);
    for (String service : List.of("server", "server-headless")) {
      eventually(
          () ->
              assertThat(endpoints(service))
                  .hasSize(3)
                  .allMatch(FakeEndpointsTest::isReady)
                  .extracting(endpoint -> endpoint.getAddresses().get(0))
                  .containsExactlyInAnyOrderElementsOf(
                      pods().stream().map(pod -> pod.getStatus().getPodIP()).toList()));
      EndpointSlice slice = slices(service).get(0);
      assertThat(slice.getAddressType()).isEqualTo("IPv4");
      assertThat(slice.getPorts().get(0).getPort()).isEqualTo(9090);
      assertThat(slice.getEndpoints().get(0).getTargetRef().getKind()).isEqualTo("Pod");
    }
    assertThat(clusterIp("server")).startsWith("10.96.");
    assertThat(clusterIp("server-headless")).isEqualTo("None");
  }

  private String clusterIp(String service) {
    return client
        .services()
        .inNamespace("default")
        .withName(service)
        .get()
        .getSpec()
        .getClusterIP();
  }

  @Test
  void aPodThatIsNotReadyIsListedAsSuch() {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    Pod sick = anyPod();
    api.trouble().unready(name(sick), true);
    eventually(
        () ->
            assertThat(endpoints("server"))
                .hasSize(2)
                .filteredOn(endpoint -> !isReady(endpoint))
                .singleElement()
                .satisfies(e -> assertThat(e.getTargetRef().getName()).isEqualTo(name(sick))));
    api.trouble().unready(name(sick), false);
    eventually(() -> assertThat(endpoints("server")).allMatch(FakeEndpointsTest::isReady));
  }

  @Test
  void aServiceMayHaveSeveralSlices() {
    api.endpointsPerSlice(2);
    api.deploy("default", 5);
    api.awaitReady("default", 5);
    eventually(
        () ->
            assertThat(slices("server-headless"))
                .extracting(slice -> slice.getEndpoints().size())
                .containsExactlyInAnyOrder(2, 2, 1));
  }

  @Test
  void eachAddressFamilyHasItsOwnSlice() {
    api.ipFamilies(Ips.IPV4, Ips.IPV6);
    api.deploy("default", 2);
    create(
        service("dual", Map.of("app.kubernetes.io/name", "server"), new IntOrString(9090))
            .edit()
            .editSpec()
            .withIpFamilies(Ips.IPV4, Ips.IPV6)
            .endSpec()
            .build());
    api.awaitReady("default", 2);
    eventually(
        () -> {
          assertThat(slices("dual"))
              .extracting(EndpointSlice::getAddressType)
              .containsExactlyInAnyOrder("IPv4", "IPv6");
          assertThat(endpoints("dual")).hasSize(4);
        });
    assertThat(anyPod().getStatus().getPodIPs()).hasSize(2);
  }

  @Test
  void aClusterMayHaveIpv6Only() {
    api.ipFamilies(Ips.IPV6);
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    assertThat(anyPod().getStatus().getPodIP()).startsWith("fd00:");
    eventually(
        () -> {
          assertThat(slices("server").get(0).getAddressType()).isEqualTo("IPv6");
          assertThat(endpoints("server")).hasSize(1);
        });
  }

  @Test
  void targetPortsAreResolvedByNumberAndByName() {
    api.deploy("default", 1);
    create(service("by-number", Map.of("app.kubernetes.io/name", "server"), new IntOrString(9090)));
    create(service("by-name", Map.of("app.kubernetes.io/name", "server"), new IntOrString("grpc")));
    api.awaitReady("default", 1);
    for (String service : List.of("by-number", "by-name")) {
      eventually(
          () -> assertThat(slices(service).get(0).getPorts().get(0).getPort()).isEqualTo(9090));
    }
  }

  @Test
  void aServiceThatSelectsNothingHasAnEmptySlice() {
    create(service("lonely", Map.of("app", "none"), new IntOrString(9090)));
    eventually(
        () ->
            assertThat(slices("lonely"))
                .singleElement()
                .satisfies(slice -> assertThat(slice.getEndpoints()).isEmpty()));
  }

  private void create(Service service) {
    client.resource(service).create();
  }

  /** A Service whose own port is 80. */
  private static Service service(String name, Map<String, String> selector, IntOrString target) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withSelector(selector)
        .addNewPort()
        .withName("web")
        .withPort(80)
        .withTargetPort(target)
        .endPort()
        .endSpec()
        .build();
  }
}
