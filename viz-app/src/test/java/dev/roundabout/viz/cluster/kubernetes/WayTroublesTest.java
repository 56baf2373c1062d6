package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Caller;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of connections that fail in the tunnel. */
@Timeout(120)
final class WayTroublesTest {
  private static final String AGAIN = "connections stand again";

  private final FakeKubernetes api = FakeKubernetes.start();
  private final List<AutoCloseable> opened = new ArrayList<>(List.of(api));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private WayInRig rig(int replicas) throws IOException {
    return opened(WayInRig.of(api, replicas));
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.add(0, part);
    return part;
  }

  private static void call(WayInRig rig, Address target) {
    try (Caller caller = new Caller(rig.way.reach().to(target))) {
      caller.call();
    }
  }

  private static void callInVain(WayInRig rig, Address target) {
    assertThatThrownBy(() -> call(rig, target)).isInstanceOf(StatusRuntimeException.class);
  }

  /** Waits for so much to be said, and for nothing but that. */
  private static List<String> said(WayInRig rig, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(rig.facts(ApiEventSeen.class)).hasSize(count));
    return rig.facts(ApiEventSeen.class).stream()
        .map(event -> event.about() + ": " + event.message())
        .toList();
  }

  private void targetPort(WayInRig rig, int port) {
    for (String service : List.of("server", "server-headless")) {
      api.client()
          .services()
          .inNamespace("default")
          .withName(service)
          .edit(
              found -> {
                found.getSpec().getPorts().get(0).setTargetPort(new IntOrString(port));
                return found;
              });
    }
    await()
        .until(
            () ->
                rig.book.ready(ServiceKind.CLUSTER_IP).stream()
                    .anyMatch(endpoint -> endpoint.address().port() == port));
  }

  private static Address clusterIp(WayInRig rig) throws IOException {
    String ip = rig.way.names().lookup(rig.info.clusterIpName()).ips().get(0);
    return new Address(ip, rig.info.clusterIpPort());
  }

  private static String pod(WayInRig rig, Address at) {
    return "Pod " + rig.book.podAt(at.ip()).orElseThrow();
  }

  @Test
  void aPortThatNobodyServesIsSaid() throws IOException {
    WayInRig rig = rig(1);
    Address served = rig.addresses().iterator().next();
    targetPort(rig, 9191);
    Address wrong = new Address(served.ip(), 9191);
    callInVain(rig, wrong);
    callInVain(rig, clusterIp(rig));
    String words =
        pod(rig, served)
            + ": nothing listens on port 9191 in the pod; give the Service's port with --port, or"
            + " run roundabout preflight --context=minikube --namespace=default"
            + " --deployment=server";
    assertThat(said(rig, 1)).containsExactly(words);
    callInVain(rig, wrong);
    call(rig, served);
    assertThat(said(rig, 2)).containsExactly(words, pod(rig, served) + ": " + AGAIN);
  }

  @Test
  void aClusterIpWithoutEndpointsIsSaid() throws IOException {
    WayInRig rig = rig(0);
    callInVain(rig, clusterIp(rig));
    String words = said(rig, 1).get(0);
    assertThat(words)
        .startsWith("Service server: its ClusterIP leads nowhere, for none of its endpoints is")
        .endsWith(
            "run roundabout preflight --context=minikube --namespace=default --deployment=server");
    api.client().apps().deployments().inNamespace("default").withName("server").scale(1);
    rig.awaitReady(1);
    call(rig, clusterIp(rig));
    assertThat(said(rig, 2)).containsExactly(words, "Service server: " + AGAIN);
  }

  @Test
  void aNodeThatRefusesIsSaid() throws IOException {
    WayInRig rig = rig(1);
    Address pod = rig.addresses().iterator().next();
    api.trouble().refusePortForward(true);
    callInVain(rig, pod);
    callInVain(rig, pod);
    String words =
        pod(rig, pod)
            + ": the API gets no connection to it (HTTP 500); check its node, or run roundabout"
            + " preflight --context=minikube --namespace=default --deployment=server";
    assertThat(said(rig, 1)).containsExactly(words);
    api.trouble().refusePortForward(false);
    call(rig, pod);
    assertThat(said(rig, 2)).containsExactly(words, pod(rig, pod) + ": " + AGAIN);
  }

  @Test
  void anApiThatIsAwayIsSaidOnceAndNotForEachPod() throws IOException {
    WayInRig rig = rig(3);
    List<Address> pods = List.copyOf(rig.addresses());
    api.trouble().down();
    pods.forEach(pod -> callInVain(rig, pod));
    assertThat(said(rig, 1).get(0)).startsWith("the tunnel: no connection can be opened: ");
    api.trouble().up();
    call(rig, pods.get(0));
    assertThat(said(rig, 2)).last().isEqualTo("the tunnel: " + AGAIN);
  }

  private static Address another(WayInRig rig, Address than) {
    return rig.addresses().stream().filter(each -> !each.equals(than)).findFirst().orElseThrow();
  }

  @Test
  void podsThatEndOrCrashOrAreUnreadyAreNoTrouble() throws IOException {
    WayInRig rig = rig(4);
    List<Address> pods = new ArrayList<>(rig.addresses());
    Address stays = pods.remove(3);
    String gently = rig.book.podAt(pods.get(0).ip()).orElseThrow();
    String hard = rig.book.podAt(pods.get(1).ip()).orElseThrow();
    List<Caller> callers = new ArrayList<>();
    for (Address pod : pods) {
      callers.add(opened(new Caller(rig.way.reach().to(pod))));
    }
    callers.forEach(Caller::call);
    api.client().pods().inNamespace("default").withName(gently).delete();
    api.client().pods().inNamespace("default").withName(hard).withGracePeriod(0).delete();
    api.trouble().crash("default", rig.book.podAt(pods.get(2).ip()).orElseThrow());
    await()
        .untilAsserted(
            () -> assertThat(List.of(gently, hard)).noneMatch(api.podServers().keySet()::contains));
    for (Caller caller : callers.subList(0, 2)) {
      assertThatThrownBy(caller::call).isInstanceOf(StatusRuntimeException.class);
    }
    callInVain(rig, new Address(stays.ip(), 9191)); // 403: no endpoint
    rig.awaitReady(4);
    Address unready = another(rig, stays);
    api.trouble().unready(rig.book.podAt(unready.ip()).orElseThrow(), true);
    await().until(() -> rig.book.ready(ServiceKind.CLUSTER_IP).size() == 3);
    api.trouble().refusePortForward(true);
    callInVain(rig, unready);
    callInVain(rig, stays);
    assertThat(said(rig, 1).get(0)).startsWith(pod(rig, stays)); // judged after those before it
  }
}
