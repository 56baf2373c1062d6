package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiscoveryTest {
  private final FakeKubernetes api = FakeKubernetes.start();

  @AfterEach
  void end() {
    api.close();
  }

  private ClusterInfo discover(Wish wish) throws IOException {
    try (KubernetesClient client = FakeClusters.client(api.kubeconfig())) {
      return Discovery.of(client, FakeClusters.origin(api, "minikube"), wish);
    }
  }

  private static Wish wish(String deployment, String service, String headless, int port) {
    return new Wish(
        Optional.empty(),
        given(deployment),
        given(service),
        given(headless),
        port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
  }

  private static Optional<String> given(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private void create(String yaml) {
    api.client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).create();
  }

  private void shop() {
    create(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop, namespace: default}
        spec:
          replicas: 0
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop, tier: back}}
            spec:
              containers:
                - name: sidecar
                  image: roundabout-workload:0.1.0
                  ports: [{name: admin, containerPort: 9901}]
                - name: shop
                  image: roundabout-workload:0.1.0
                  ports: [{name: web, containerPort: 8080}, {name: rpc, containerPort: 50051}]
        """);
  }

  private void service(String namespace, String name, String more, String ports) {
    create(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: %s}
        spec: {%s, ports: [%s]}
        """
            .formatted(name, namespace, more, ports));
  }

  @Test
  void theDemoIsFoundByItself() throws Exception {
    api.deploy("default", 0);
    ClusterInfo info = discover(Wish.NONE);
    assertThat(info.namespace()).isEqualTo("default");
    assertThat(info.deployment()).isEqualTo("server");
    assertThat(info.headlessName()).isEqualTo("server-headless.default.svc.cluster.local");
    assertThat(info.clusterIpName()).isEqualTo("server.default.svc.cluster.local");
    assertThat(info.podPort()).isEqualTo(9090);
    assertThat(info.clusterIpPort()).isEqualTo(9090);
  }

  @Test
  void whereNothingIsThereYetTheDemoWillBe() throws Exception {
    ClusterInfo empty = discover(Wish.NONE);
    api.deploy("default", 0);
    assertThat(empty).isEqualTo(discover(Wish.NONE));
  }

  @Test
  void whereNothingMayBeReadTheDemoIsAssumed() throws Exception {
    api.deploy("default", 0);
    ClusterInfo readable = discover(Wish.NONE);
    api.trouble().forbid("*", "*", "*");
    assertThat(discover(Wish.NONE)).isEqualTo(readable);
  }

  @Test
  void servicesAreThoseThatSelectThePods() throws Exception {
    shop();
    service("default", "a-stranger", "selector: {app: other}", "{port: 1}");
    service("default", "b-selectorless", "type: ClusterIP", "{port: 2}");
    service("default", "peers", "clusterIP: None, selector: {app: shop}", "{port: 80}");
    service("default", "web", "selector: {app: shop, tier: back}", "{port: 80, targetPort: web}");
    ClusterInfo info = discover(wish("shop", "", "", 0));
    assertThat(info.clusterIpName()).startsWith("web.default.");
    assertThat(info.headlessName()).startsWith("peers.default.");
  }

  @Test
  void theContainersPortIsDialledBehindANamedOrOtherTargetPort() throws Exception {
    shop();
    String selected = "selector: {app: shop}";
    service("default", "shop", selected, "{name: web, port: 80, targetPort: web}");
    service(
        "default",
        "shop-headless",
        "clusterIP: None, " + selected,
        "{name: web, port: 80, targetPort: web}, {name: rpc, port: 81, targetPort: rpc}");
    assertThat(discover(wish("shop", "", "", 0)).podPort()).isEqualTo(8080);
    assertThat(discover(wish("shop", "", "", 0)).clusterIpPort()).isEqualTo(80);
    assertThat(discover(wish("shop", "", "", 81)).podPort()).isEqualTo(50051);
    service("default", "number", "clusterIP: None, " + selected, "{port: 80, targetPort: 50051}");
    assertThat(discover(wish("shop", "", "number", 0)).podPort()).isEqualTo(50051);
  }

  @Test
  void aServiceOfAnotherNamespaceIsNamedWithIt() throws Exception {
    shop();
    api.namespace("edge");
    service("edge", "front", "type: ClusterIP", "{port: 443, targetPort: 50051}");
    ClusterInfo info = discover(wish("shop", "edge/front", "", 0));
    assertThat(info.clusterIpName()).isEqualTo("front.edge.svc.cluster.local");
    assertThat(info.clusterIpPort()).isEqualTo(443);
    assertThat(info.podPort()).isEqualTo(50051);
  }

  @Test
  void aServiceOfTheOtherKindIsRefused() {
    shop();
    service("default", "peers", "clusterIP: None, selector: {app: shop}", "{port: 80}");
    service("default", "web", "selector: {app: shop}", "{port: 80}");
    assertThatThrownBy(() -> discover(wish("shop", "peers", "", 0)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "--service names default/peers, which is headless: name it with --headless-service");
    assertThatThrownBy(() -> discover(wish("shop", "", "default/web", 0)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "--headless-service names default/web, which has a ClusterIP: name it with --service");
  }

  /** Ports of a headless Service and of one with a ClusterIP, in another order. */
  private void twoPorts(String headless, String clusterIp) {
    shop();
    service("default", "peers", "clusterIP: None, selector: {app: shop}", headless);
    service("default", "web", "selector: {app: shop}", clusterIp);
  }

  private void assertPorts(int wished, int pod, int clusterIp, String headlessName, String name)
      throws IOException {
    ClusterInfo info = discover(wish("shop", "", "", wished));
    assertThat(List.of(info.podPort(), info.clusterIpPort())).containsExactly(pod, clusterIp);
    assertThat(info.portNameOf(ServiceKind.HEADLESS)).isEqualTo(headlessName);
    assertThat(info.portNameOf(ServiceKind.CLUSTER_IP)).isEqualTo(name);
  }

  @Test
  void bothServicesAreLookedAtByOnePortAndThatIsGrpcs() throws Exception {
    twoPorts(
        "{name: grpc, port: 9090}, {name: http, port: 8080}",
        "{name: http, port: 80, targetPort: 8080}, {name: grpc, port: 81, targetPort: 9090}");
    assertPorts(0, 9090, 81, "grpc", "grpc");
    assertPorts(80, 8080, 80, "http", "http");
    assertPorts(81, 9090, 81, "grpc", "grpc");
  }

  @Test
  void aPortMaySayByItsProtocolThatItIsGrpcs() throws Exception {
    twoPorts(
        "{name: a, port: 8080}, {name: b, port: 9090, appProtocol: kubernetes.io/h2c}",
        "{name: a, port: 8080}, {name: b, port: 9090}");
    assertPorts(0, 9090, 9090, "b", "b");
  }

  @Test
  void withoutACommonNameTheServicesAgreeInThePodsPort() throws Exception {
    twoPorts(
        "{name: rpc, port: 50051}",
        "{name: web, port: 80, targetPort: web}, {name: api, port: 81, targetPort: rpc}");
    assertPorts(0, 50051, 81, "rpc", "api");
  }

  @Test
  void namesEndInTheDomainThatWasGiven() throws Exception {
    Wish elsewhere =
        new Wish(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.of("corp.internal"));
    assertThat(discover(elsewhere).headlessName())
        .isEqualTo("server-headless.default.svc.corp.internal");
  }

  @Test
  void anApiThatIsNotThereIsNoDemo() {
    api.trouble().down();
    assertThatThrownBy(() -> discover(Wish.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing listens");
  }
}
