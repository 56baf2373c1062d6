package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Caller;
import dev.roundabout.viz.cluster.Leftovers;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.Forwarded;
import dev.roundabout.viz.model.ClusterFact.PermissionsSeen;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact.Trouble;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Connections to pods, through the gateway and the API alone. */
@Timeout(120)
final class TunnelWayTest {
  private static final int DIALLED_AT_ONCE = 100;

  private final FakeKubernetes api = FakeKubernetes.start();
  private final List<AutoCloseable> opened = new ArrayList<>(List.of(api));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    Leftovers.assertNoThreads();
  }

  private WayInRig rig(int replicas) throws IOException {
    return opened(WayInRig.of(api, replicas));
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.add(0, part);
    return part;
  }

  private Caller caller(WayInRig rig, Address target) {
    return opened(new Caller(rig.way.reach().to(target)));
  }

  private static Address clusterIp(WayInRig rig) throws IOException {
    DnsAnswer answer = rig.way.names().lookup(rig.info.clusterIpName());
    assertThat(answer.ips()).hasSize(1);
    return new Address(answer.ips().get(0), rig.info.clusterIpPort());
  }

  @Test
  void aCallReachesEachPodByItsAddress() throws IOException {
    WayInRig rig = rig(3);
    Set<String> reached = new HashSet<>();
    for (Address pod : rig.addresses()) {
      String name = caller(rig, pod).call().getPod();
      assertThat(rig.book.podAt(pod.ip())).contains(name);
      reached.add(name);
    }
    assertThat(reached).isEqualTo(api.podServers().keySet());
    assertThat(rig.facts(Trouble.class)).isEmpty();
  }

  @Test
  void theClusterIpGivesEachConnectionToOnePodAndSaysToWhich() throws IOException {
    WayInRig rig = rig(3);
    Address clusterIp = clusterIp(rig);
    Set<String> reached = new HashSet<>();
    for (int connection = 0; connection < 40; connection++) {
      try (Caller caller = new Caller(rig.way.reach().to(clusterIp))) {
        String pod = caller.call().getPod();
        assertThat(caller.call().getPod()).isEqualTo(pod);
        Forwarded told = rig.facts(Forwarded.class).get(connection);
        assertThat(told.connection()).isEqualTo(new Connection(caller.local(), clusterIp));
        assertThat(rig.book.podAt(told.pod().ip())).contains(pod);
        reached.add(pod);
      }
    }
    assertThat(reached).hasSize(3); // all 40 to two pods: (2/3)^40 × 3 < 3e-7
  }

  @Test
  void aServicePortThatIsNotTheContainersIsTranslated() throws IOException {
    api.deploy("default", 2);
    api.client()
        .services()
        .inNamespace("default")
        .withName("server")
        .edit(
            service -> {
              service.getSpec().getPorts().get(0).setPort(80);
              service.getSpec().getPorts().get(0).setTargetPort(new IntOrString(9090));
              return service;
            });
    WayInRig rig = opened(new WayInRig(api, 80));
    rig.awaitReady(2);
    assertThat(caller(rig, clusterIp(rig)).call().getPod()).startsWith("server-");
  }

  @Test
  void reachesPodsThatHaveIpv6Only() throws IOException {
    api.ipFamilies("IPv6");
    WayInRig rig = rig(2);
    DnsAnswer answer = rig.way.names().lookup(rig.info.headlessName());
    assertThat(answer.ips()).hasSize(2).allMatch(ip -> ip.contains(":"));
    for (String ip : answer.ips()) {
      assertThat(rig.book.podAt(ip)).contains(caller(rig, new Address(ip, 9090)).call().getPod());
    }
    assertThat(caller(rig, clusterIp(rig)).call().getPod()).startsWith("server-");
  }

  @Test
  void anAddressOfAPodIsNoClusterIpWhateverItsServiceWasNamedAs() throws IOException {
    WayInRig rig = rig(3);
    var services = api.client().services().inNamespace("default");
    Service headless = services.withName("server-headless").get();
    services.withName("server").delete();
    headless.setMetadata(new ObjectMetaBuilder().withName("server").build());
    services.resource(headless).create();
    await()
        .untilAsserted(
            () -> assertThat(rig.way.names().lookup(rig.info.clusterIpName()).ips()).hasSize(3));
    rig.awaitReady(3);
    for (Address pod : rig.addresses()) {
      for (int connection = 0; connection < 5; connection++) {
        try (Caller caller = new Caller(rig.way.reach().to(pod))) {
          assertThat(rig.book.podAt(pod.ip())).contains(caller.call().getPod());
        }
      }
    }
    assertThat(rig.facts(Forwarded.class)).isEmpty();
  }

  @Test
  void aPodThatIsListedUnreadyIsReached() throws IOException {
    WayInRig rig = rig(1);
    Address pod = rig.addresses().iterator().next();
    String name = rig.book.podAt(pod.ip()).orElseThrow();
    api.client()
        .services()
        .inNamespace("default")
        .withName("server-headless")
        .edit(
            service -> {
              service.getSpec().setPublishNotReadyAddresses(true);
              return service;
            });
    api.trouble().unready(name, true);
    await().until(() -> rig.book.ready(ServiceKind.CLUSTER_IP).isEmpty());
    await().until(() -> rig.way.names().lookup(rig.info.headlessName()).ips().size() == 1);
    assertThat(caller(rig, pod).call().getPod()).isEqualTo(name);
  }

  @Test
  void carriesTwoHundredConnectionsAtOnce() throws IOException {
    WayInRig rig = rig(2);
    List<Address> pods = List.copyOf(rig.addresses());
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      callers.add(caller(rig, pods.get(i % 2)));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(rig.book.podAt(pods.get(i % 2).ip())).contains(callers.get(i).call().getPod());
    }
    assertThat(api.portForwards()).isGreaterThanOrEqualTo(200);
    callers.forEach(Caller::close);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(api.portForwards()).isLessThanOrEqualTo(1)); // DNS's own
  }

  /** As where somebody turns to another cluster while this one is being dialled. */
  @Test
  void streamsThatOpenWhileAllEndsAreClosed() throws Exception {
    WayInRig rig = rig(1);
    Address pod = rig.addresses().iterator().next();
    api.trouble().holdPortForwards(true);
    for (int i = 0; i < DIALLED_AT_ONCE; i++) {
      opened(connect(rig, pod, true));
    }
    await().until(() -> api.heldPortForwards() == DIALLED_AT_ONCE);
    api.trouble().holdPortForwards(false);
    await().pollInterval(Duration.ofMillis(1)).until(() -> api.portForwards() > 1);
    opened.remove(rig);
    rig.close();
    await().until(() -> api.heldPortForwards() == 0);
    await().atMost(Duration.ofSeconds(20)).until(() -> api.portForwards() == 0);
  }

  @Test
  void aCutStreamEndsTheConnectionAndTheNextOneStands() throws IOException {
    WayInRig rig = rig(1);
    Caller caller = caller(rig, rig.addresses().iterator().next());
    caller.call();
    Address first = caller.local();
    api.trouble().cutPortForwards();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .untilAsserted(
            () -> {
              caller.call();
              assertThat(caller.local()).isNotEqualTo(first);
            });
  }

  @Test
  void aPodThatIsReplacedEndsItsConnections() throws IOException {
    WayInRig rig = rig(1);
    Address old = rig.addresses().iterator().next();
    Caller caller = caller(rig, old);
    String pod = caller.call().getPod();
    api.client().pods().inNamespace("default").withName(pod).withGracePeriod(0).delete();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThatThrownBy(caller::call)
                    .isInstanceOf(StatusRuntimeException.class)
                    .extracting(failure -> ((StatusRuntimeException) failure).getStatus().getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE));
    rig.awaitReady(1);
    Address next = rig.addresses().iterator().next();
    assertThat(caller(rig, next).call().getPod()).isNotEqualTo(pod);
  }

  @Test
  void aRefusedPortForwardNamesThePermissionUntilItIsThere() throws IOException {
    WayInRig rig = rig(1);
    Address pod = rig.addresses().iterator().next();
    api.trouble().forbid("*", "pods/portforward", "default");
    assertThat(answerOfGateway(rig, pod, true))
        .startsWith("HTTP/1.1 502 ")
        .contains("RBAC does not allow get or create pods/portforward in default");
    MissingPermission missing = newest(rig).missing().get(0);
    assertThat(missing.resource()).isEqualTo("pods/portforward");
    assertThat(missing.namespace()).isEqualTo("default");
    assertThat(missing.grant())
        .isEqualTo(
            "kubectl --context=minikube -n default create role"
                + " roundabout-get-create-pods-portforward --verb=get,create"
                + " --resource=pods/portforward && kubectl --context=minikube -n default create"
                + " rolebinding roundabout-get-create-pods-portforward"
                + " --role=roundabout-get-create-pods-portforward --user=<YOU>");
    api.trouble().allowAll();
    assertThat(caller(rig, pod).call().getPod()).startsWith("server-");
    assertThat(newest(rig).missing()).isEmpty();
  }

  @Test
  void aProxyThatRefusesWebSocketsIsNoMatterOfRbac() throws IOException {
    WayInRig rig = rig(1);
    Address pod = rig.addresses().iterator().next();
    api.trouble().withoutWebSockets(true);
    assertThat(answerOfGateway(rig, pod, true))
        .startsWith("HTTP/1.1 502 ")
        .contains("a proxy before the API of ", "refuses the web socket", "HTTP 403", "--direct")
        .contains("roundabout job --context=minikube --namespace=default")
        .doesNotContain("RBAC");
    assertThat(rig.facts(PermissionsSeen.class)).isEmpty();
    api.trouble().withoutWebSockets(false);
    assertThat(caller(rig, pod).call().getPod()).startsWith("server-");
  }

  private static PermissionsSeen newest(WayInRig rig) {
    List<PermissionsSeen> all = rig.facts(PermissionsSeen.class);
    return all.get(all.size() - 1);
  }

  @Test
  void aNodeThatRefusesIsABadGateway() throws IOException {
    WayInRig rig = rig(1);
    api.trouble().refusePortForward(true);
    assertThat(answerOfGateway(rig, rig.addresses().iterator().next(), true))
        .startsWith("HTTP/1.1 502 ")
        .contains("500");
  }

  @Test
  void leadsNowhereElseAndNobodyElse() throws IOException {
    WayInRig rig = rig(1);
    Address pod = rig.addresses().iterator().next();
    assertThat(answerOfGateway(rig, pod, false)).startsWith("HTTP/1.1 407 ");
    assertThat(answerOfGateway(rig, new Address(pod.ip(), 22), true)).startsWith("HTTP/1.1 403 ");
    assertThat(answerOfGateway(rig, new Address("10.96.0.1", 443), true))
        .startsWith("HTTP/1.1 403 ");
  }

  private static String answerOfGateway(WayInRig rig, Address target, boolean knowsPassword)
      throws IOException {
    try (Socket socket = connect(rig, target, knowsPassword)) {
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As a client of the gateway that has yet to read the answer. */
  private static Socket connect(WayInRig rig, Address target, boolean knowsPassword)
      throws IOException {
    Route.Tunnel tunnel = (Route.Tunnel) rig.way.reach().to(target);
    String credentials = tunnel.user() + ":" + (knowsPassword ? tunnel.password() : "guess");
    String request =
        "CONNECT %s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: Basic %s\r\n\r\n"
            .formatted(
                target,
                target,
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    Socket socket = new Socket(tunnel.proxy().ip(), tunnel.proxy().port());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void opensNothingButOnePortOf127001() throws IOException {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    Set<ListeningSocket> before = ListeningSocket.ofThisProcess();
    WayInRig rig = opened(new WayInRig(api, 9090));
    rig.awaitReady(1);
    caller(rig, rig.addresses().iterator().next()).call();
    rig.way.names().lookup(rig.info.headlessName());
    Set<ListeningSocket> after = new HashSet<>(ListeningSocket.ofThisProcess());
    after.removeAll(before);
    Address gateway = ((Route.Tunnel) rig.way.reach().to(new Address("10.0.0.1", 1))).proxy();
    assertThat(after).extracting(ListeningSocket::address).containsExactly(gateway);
    assertThat(gateway.ip()).isEqualTo("127.0.0.1");
  }

  @Test
  void everyRunHasAnotherPassword() throws IOException {
    WayInRig one = rig(1);
    WayInRig other = opened(new WayInRig(api, 9090));
    Address pod = one.addresses().iterator().next();
    assertThat(((Route.Tunnel) one.way.reach().to(pod)).password())
        .hasSizeGreaterThan(20)
        .isNotEqualTo(((Route.Tunnel) other.way.reach().to(pod)).password());
  }
}
