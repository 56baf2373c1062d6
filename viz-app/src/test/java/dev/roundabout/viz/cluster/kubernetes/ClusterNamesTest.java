package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterFact.PermissionsSeen;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names, through the API alone. */
@Timeout(120)
final class ClusterNamesTest {
  private static final String DNS = "the cluster's DNS";

  private final FakeKubernetes api = FakeKubernetes.start();
  private final List<AutoCloseable> opened = new ArrayList<>(List.of(api));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private WayInRig rig(int replicas) throws IOException {
    WayInRig rig = WayInRig.of(api, replicas);
    opened.add(0, rig);
    return rig;
  }

  private static DnsAnswer headless(WayInRig rig) throws IOException {
    return rig.way.names().lookup(rig.info.headlessName());
  }

  private static Set<String> podIps(WayInRig rig) {
    Set<String> ips = new HashSet<>();
    rig.addresses().stream().map(Address::ip).forEach(ips::add);
    return ips;
  }

  private static void awaitAnswer(WayInRig rig, String source) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              DnsAnswer answer = headless(rig);
              assertThat(answer.source()).startsWith(source);
              assertThat(new HashSet<>(answer.ips())).isEqualTo(podIps(rig));
            });
  }

  @Test
  void theClustersOwnDnsAnswers() throws IOException {
    WayInRig rig = rig(3);
    awaitAnswer(rig, DNS);
    assertThat(headless(rig).ttl()).isPositive();
    int before = api.dnsQueries();
    headless(rig);
    assertThat(api.dnsQueries()).isEqualTo(before + 1);
    assertThat(api.portForwards()).isEqualTo(1);
    assertThatThrownBy(() -> rig.way.names().lookup("nobody.default.svc.cluster.local"))
        .isInstanceOf(UnknownNameException.class);
    assertThat(rig.facts).isEmpty();
  }

  @Test
  void manyMayAskAtOnce() throws Exception {
    WayInRig rig = rig(2);
    awaitAnswer(rig, DNS);
    ExecutorService askers = Executors.newFixedThreadPool(40);
    opened.add(0, askers::shutdownNow);
    List<Future<DnsAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String name = i % 2 == 0 ? rig.info.headlessName() : rig.info.clusterIpName();
      answers.add(askers.submit(() -> rig.way.names().lookup(name)));
    }
    for (int i = 0; i < 400; i++) {
      DnsAnswer answer = answers.get(i).get();
      assertThat(answer.source()).isEqualTo(DNS);
      assertThat(answer.ips()).hasSize(i % 2 == 0 ? 2 : 1);
    }
    assertThat(api.portForwards()).isEqualTo(1);
  }

  @Test
  void aCutStreamIsReplacedWithoutAnybodyNoticing() throws IOException {
    WayInRig rig = rig(2);
    awaitAnswer(rig, DNS);
    api.trouble().cutPortForwards();
    awaitAnswer(rig, DNS);
    assertThat(rig.facts(PermissionsSeen.class)).isEmpty();
  }

  @Test
  void dnsThatRestartsIsFoundAgain() throws IOException {
    WayInRig rig = rig(2);
    awaitAnswer(rig, DNS);
    api.trouble().restartDns();
    headless(rig); // by whichever of the two
    awaitAnswer(rig, DNS);
  }

  @Test
  void slicesAnswerWhileNoPodOfTheDnsIsReady() throws IOException {
    WayInRig rig = rig(2);
    awaitAnswer(rig, DNS);
    String pod = api.pods("kube-system").get(0).getMetadata().getName();
    api.trouble().unready(pod, true);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.pods("kube-system").stream().noneMatch(Readiness::isPodReady));
    api.trouble().cutPortForwards();
    awaitAnswer(
        rig, "EndpointSlices, because the cluster's DNS could not be asked: no ready pod in kube-");
    api.trouble().unready(pod, false);
    awaitAnswer(rig, DNS);
  }

  @Test
  void slicesAnswerWhereListingIsForbiddenUntilItIsAllowed() throws IOException {
    api.trouble().forbid("list", "pods", "kube-system");
    fallsBackAndComesBack(
        "EndpointSlices, because RBAC does not allow list pods in kube-system", "list");
  }

  @Test
  void slicesAnswerWherePortForwardIsForbiddenUntilItIsAllowed() throws IOException {
    api.trouble().forbid("*", "pods/portforward", "kube-system");
    fallsBackAndComesBack(
        "EndpointSlices, because RBAC does not allow get or create pods/portforward in kube-system",
        "get,create");
  }

  private void fallsBackAndComesBack(String source, String verb) throws IOException {
    WayInRig rig = rig(3);
    awaitAnswer(rig, source);
    assertThat(rig.way.names().lookup(rig.info.clusterIpName()).ips())
        .isEqualTo(List.of(clusterIp()));
    assertThatThrownBy(() -> rig.way.names().lookup("nobody.default.svc.cluster.local"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("RBAC");
    assertThat(rig.facts(PermissionsSeen.class)).hasSize(1);
    MissingPermission missing = rig.facts(PermissionsSeen.class).get(0).missing().get(0);
    assertThat(missing.verb()).isEqualTo(verb);
    assertThat(missing.namespace()).isEqualTo("kube-system");
    assertThat(rig.facts(ApiEventSeen.class)).hasSize(1);
    api.trouble().allowAll();
    awaitAnswer(rig, DNS);
    assertThat(rig.facts(PermissionsSeen.class).get(1).missing()).isEmpty();
    assertThat(rig.facts(ApiEventSeen.class))
        .extracting(ApiEventSeen::message)
        .last()
        .isEqualTo("answers again");
  }

  private String clusterIp() {
    return api.client()
        .services()
        .inNamespace("default")
        .withName("server")
        .get()
        .getSpec()
        .getClusterIP();
  }

  @Test
  void aClusterOfAnotherDomainIsAskedForItsOwnNames() throws IOException {
    api.clusterDomain("corp.internal");
    WayInRig rig = rig(2);
    awaitAnswer(rig, DNS + ", as server-headless.default.svc.corp.internal");
    assertThat(rig.way.names().lookup(rig.info.clusterIpName()).ips())
        .isEqualTo(List.of(clusterIp()));
    assertThat(rig.facts(ApiEventSeen.class))
        .extracting(ApiEventSeen::message)
        .containsExactly(
            "the cluster's domain is corp.internal, not cluster.local, and names are asked for"
                + " there; start with --cluster-domain corp.internal, so that they are shown so and"
                + " the Job asks for them, too");
  }

  @Test
  void aServiceWithoutAPodHasNoNameAndTheDomainIsNoNews() throws IOException {
    WayInRig rig = rig(0);
    for (int time = 0; time < 3; time++) {
      assertThatThrownBy(() -> headless(rig)).isInstanceOf(UnknownNameException.class);
    }
    assertThat(api.dnsQueries()).isEqualTo(4); // the domain was asked for once
    assertThat(rig.facts(ApiEventSeen.class)).isEmpty();
  }

  @Test
  void slicesWithoutAReadyEndpointMeanNoSuchName() throws IOException {
    api.trouble().forbid("list", "pods", "kube-system");
    WayInRig rig = rig(1);
    awaitAnswer(rig, "EndpointSlices");
    api.client().apps().deployments().inNamespace("default").withName("server").scale(0);
    rig.awaitReady(0);
    assertThatThrownBy(() -> headless(rig)).isInstanceOf(UnknownNameException.class);
  }

  @Test
  void anApiThatIsDownDoesNotHoldUpWhoAsks() throws IOException {
    WayInRig rig = rig(2);
    awaitAnswer(rig, DNS);
    api.trouble().down();
    assertThat(headless(rig).source()).startsWith("EndpointSlices, because ");
    api.trouble().up();
    awaitAnswer(rig, DNS);
  }

  @Test
  void anApiThatIsSilentDoesNotHoldUpWhoAsks() throws IOException {
    WayInRig rig = rig(2);
    api.trouble().silent(true);
    assertThat(headless(rig).source())
        .isEqualTo("EndpointSlices, because the cluster's DNS did not answer in time");
    api.trouble().silent(false);
    awaitAnswer(rig, DNS);
  }
}
