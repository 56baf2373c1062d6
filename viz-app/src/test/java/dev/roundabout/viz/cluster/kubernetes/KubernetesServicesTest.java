package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Caller;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services that are not as the demo's: of another namespace, without a selector, dual-stack. */
final class KubernetesServicesTest {
  private final FakeKubernetes api = FakeKubernetes.start();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void servicesOfAnotherNamespaceAreFollowedAndCalled() throws Exception {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    servicesElsewhere("");
    api.pods("default").forEach(pod -> slices(pod.getStatus().getPodIP(), name(pod), "default"));
    try (Watched watched = new Watched(elsewhere())) {
      List<Pod> pods = watched.awaitReady(2);
      assertThat(watched.endpoints(ServiceKind.CLUSTER_IP)).hasSize(2);
      assertThat(lookup(watched, watched.cluster().info().headlessName()))
          .containsExactlyInAnyOrderElementsOf(
              pods.stream().map(pod -> pod.ip().orElseThrow()).toList());
      for (Pod pod : pods) {
        assertThat(answerOf(watched, watched.address(pod))).isEqualTo(pod.name());
      }
      String clusterIp = lookup(watched, watched.cluster().info().clusterIpName()).get(0);
      assertThat(watched.names()).contains(answerOf(watched, new Address(clusterIp, 9090)));
      slices("10.244.9.9", "late", "default");
      watched.eventually(
          () ->
              assertThat(watched.endpoints(ServiceKind.HEADLESS))
                  .contains(new Address("10.244.9.9", 9090)));
    }
  }

  @Test
  void aPodOfTheSameNameElsewhereIsNotTakenForOurs() throws Exception {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    servicesElsewhere("");
    Address stranger = new Address("10.244.9.9", 9090);
    slices(stranger.ip(), name(api.pods("default").get(0)), "team");
    try (Watched watched = new Watched(elsewhere())) {
      watched.eventually(
          () -> {
            assertThat(watched.readyPods()).hasSize(1);
            assertThat(watched.endpoints(ServiceKind.HEADLESS)).containsExactly(stranger);
          });
      assertThatThrownBy(() -> answerOf(watched, stranger))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("UNAVAILABLE");
    }
  }

  @Test
  void aSelectorElsewhereFindsNothing() throws Exception {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    servicesElsewhere("selector: {app.kubernetes.io/name: server}");
    try (Watched watched = new Watched(elsewhere())) {
      for (ServiceKind kind : ServiceKind.values()) {
        watched.eventually(
            () ->
                assertThat(watched.snapshot().cluster().api().fault(kind).map(ServiceFault::next))
                    .hasValueSatisfying(
                        next -> assertThat(next).contains("Name one of default with")));
      }
    }
  }

  @Test
  void aDualStackServiceIsAnsweredInIpv4AndReachedInBoth() throws Exception {
    api.ipFamilies("IPv4", "IPv6");
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    String clusterIpV6 = "fd00:10:96::abc";
    dualStack("server", clusterIpV6);
    dualStack("server-headless", "None");
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      Pod pod = watched.awaitReady(1).get(0); // its endpoint is one, of IPv4
      assertThat(lookup(watched, watched.cluster().info().headlessName()))
          .containsExactly(pod.ip().orElseThrow());
      assertThat(lookup(watched, watched.cluster().info().clusterIpName()))
          .singleElement()
          .asString()
          .startsWith("10.96.");
      String podIpV6 = api.pods("default").get(0).getStatus().getPodIPs().get(1).getIp();
      for (String ip : List.of(pod.ip().orElseThrow(), podIpV6, clusterIpV6)) {
        assertThat(answerOf(watched, new Address(ip, 9090))).as(ip).isEqualTo(pod.name());
      }
    }
  }

  private void dualStack(String service, String second) {
    api.client()
        .services()
        .inNamespace("default")
        .withName(service)
        .edit(
            each -> {
              each.getSpec().setIpFamilyPolicy("PreferDualStack");
              each.getSpec().setIpFamilies(List.of("IPv4", "IPv6"));
              each.getSpec().setClusterIPs(List.of(each.getSpec().getClusterIP(), second));
              return each;
            });
  }

  private void servicesElsewhere(String selector) {
    api.namespace("team");
    for (String clusterIp : List.of("", "clusterIP: None")) {
      String yaml =
          """
          apiVersion: v1
          kind: Service
          metadata: {name: %s, namespace: team}
          spec:
            %s
            %s
            ports: [{name: grpc, port: 9090}]
          """
              .formatted(clusterIp.isEmpty() ? "shop" : "shop-headless", clusterIp, selector);
      api.client().resource(Serialization.unmarshal(yaml, Service.class)).create();
    }
  }

  /** A slice by hand for each of the two Services. */
  private void slices(String ip, String pod, String podNamespace) {
    for (String service : List.of("shop", "shop-headless")) {
      String yaml =
          """
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata:
            name: %1$s-%3$s
            namespace: team
            labels: {kubernetes.io/service-name: %1$s}
          addressType: IPv4
          ports: [{name: grpc, port: 9090, protocol: TCP}]
          endpoints:
            - addresses: ["%2$s"]
              conditions: {ready: true}
              targetRef: {kind: Pod, name: %3$s, namespace: %4$s}
          """
              .formatted(service, ip, pod, podNamespace);
      api.client()
          .resource(
              Serialization.unmarshal(
                  yaml, io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice.class))
          .create();
    }
  }

  private static String name(io.fabric8.kubernetes.api.model.Pod pod) {
    return pod.getMetadata().getName();
  }

  private KubernetesCluster elsewhere() throws IOException {
    Wish wish =
        new Wish(
            Optional.empty(),
            Optional.empty(),
            Optional.of("team/shop"),
            Optional.of("team/shop-headless"),
            OptionalInt.empty());
    return FakeClusters.of(api, "minikube", Locality.MINIKUBE, new Guards(false), wish);
  }

  private static List<String> lookup(Watched watched, String name) throws IOException {
    return watched.cluster().names().lookup(name).ips();
  }

  private static String answerOf(Watched watched, Address address) {
    try (Caller caller = new Caller(watched.cluster().reach().to(address))) {
      return caller.call().getPod();
    }
  }
}
