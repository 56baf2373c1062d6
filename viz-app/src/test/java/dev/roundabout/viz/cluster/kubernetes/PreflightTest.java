package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.Secrets;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class PreflightTest {
  private final FakeKubernetes api = FakeKubernetes.start();
  private final List<Check> checks = new ArrayList<>();

  @AfterEach
  void close() {
    api.close();
  }

  private boolean run() {
    checks.clear();
    ClusterInfo info =
        new ClusterInfo(
            new Origin("minikube", "a test", "minikube", api.server()),
            "default",
            "server",
            "server-headless.default.svc.cluster.local",
            "server.default.svc.cluster.local",
            9090,
            9090);
    try (KubernetesClient client = FakeClusters.client(api.kubeconfig())) {
      return Preflight.run(
          client,
          info,
          new KubernetesOptions(
              Locality.MINIKUBE,
              false,
              Clock.systemUTC(),
              System::nanoTime,
              new Random(1),
              Duration.ofSeconds(2),
              new Secrets(),
              FakeClusters::freeze),
          route -> OneCall.answer(route, Duration.ofSeconds(20)),
          checks::add);
    }
  }

  private void deploy(int replicas) {
    api.deploy("default", replicas);
    api.awaitReady("default", replicas);
  }

  private Check check(String name) {
    return checks.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private List<Check> bad() {
    return checks.stream().filter(check -> !check.ok()).toList();
  }

  @Test
  void allIsWellWhereTheDemoRuns() {
    deploy(3);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::run);
    assertThat(bad()).isEmpty();
    assertThat(checks).extracting(Check::nextStep).containsOnly("");
    assertThat(check("version").detail()).startsWith("Kubernetes v1.");
    assertThat(check("may list, watch pods").detail()).isEqualTo("in default");
    assertThat(check("Deployment default/server").detail()).isEqualTo("3 of 3 pods ready");
    assertThat(check("Headless Service default/server-headless").detail()).contains("None");
    assertThat(check("DNS").detail()).contains("by the cluster's DNS");
    for (Pod pod : api.pods("default")) {
      String name = pod.getMetadata().getName();
      assertThat(check("call to " + name).detail()).endsWith(":9090 is answered by " + name);
    }
  }

  @Test
  void aWayThatIsRefusedIsToldInWordsAndNotInHandlers() {
    deploy(1);
    api.trouble().withoutWebSockets(true);
    assertThat(run()).isFalse();
    assertThat(check("DNS").detail()).contains("refuses the web socket of a port-forward");
    Check call = check("call to " + api.pods("default").get(0).getMetadata().getName());
    assertThat(call.detail())
        .contains("UNAVAILABLE", "502 Bad Gateway")
        .doesNotContain("Pipeline", "\n");
  }

  @Test
  void whatIsNotThereIsNamedWithWhatToDo() {
    assertThat(run()).isFalse();
    assertThat(check("Deployment default/server").nextStep())
        .contains("roundabout deploy --context=minikube --namespace=default");
    assertThat(check("ClusterIP Service default/server").nextStep()).contains("--service");
    assertThat(check("DNS").detail())
        .isEqualTo(
            "there is no name server-headless.default.svc.cluster.local while there is no pod");
  }

  @Test
  void aServiceThatSelectsNoPodIsNoGoodService() {
    deploy(1);
    api.client()
        .services()
        .inNamespace("default")
        .withName("server")
        .edit(
            service ->
                new ServiceBuilder(service)
                    .editSpec()
                    .withSelector(Map.of("app", "other"))
                    .endSpec()
                    .build());
    assertThat(run()).isFalse();
    Check check = check("ClusterIP Service default/server");
    assertThat(check.detail())
        .isEqualTo("selects none of the Deployment's pods: its selector is {app=other}");
    assertThat(check.nextStep()).contains("--service");
  }

  @Test
  void podsThatHaveEndedOrAreLeavingDoNotMatter() {
    deploy(1);
    Pod ready = api.pods("default").get(0);
    Pod evicted =
        new PodBuilder(ready)
            .editMetadata()
            .withName("server-evicted")
            .withUid(null)
            .withResourceVersion(null)
            .withOwnerReferences(List.of())
            .endMetadata()
            .withNewStatus()
            .withPhase("Failed")
            .withReason("Evicted")
            .endStatus()
            .build();
    api.client().resource(evicted).create();
    api.client().resource(evicted).patchStatus();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::run);
    assertThat(checks).noneMatch(each -> each.name().contains("server-evicted"));
  }

  @Test
  void noPodsAreFineWhereNoneAreWanted() {
    api.deploy("default", 0);
    assertThat(run()).describedAs(checks.toString()).isTrue();
    assertThat(check("DNS").detail()).endsWith("while there is no pod");
  }

  @Test
  void anApiThatIsDownEndsIt() {
    api.trouble().down();
    assertThat(run()).isFalse();
    assertThat(checks).hasSize(1);
    assertThat(check("API").detail()).contains("nothing listens");
    api.trouble().up();
  }

  @Test
  void anAnswerThatNeverEndsEndsIt() {
    api.trouble().halfAnswers(true);
    assertThat(run()).isFalse();
    assertThat(checks).hasSize(1);
    assertThat(check("API").detail()).contains("does not answer");
    api.trouble().halfAnswers(false);
  }

  @Test
  void aViewersMissingPermissionIsAFailureWithTheLineThatGrantsIt() {
    deploy(1);
    api.trouble().forbid("watch", "pods", "default");
    assertThat(run()).isFalse();
    assertThat(bad()).hasSize(1);
    assertThat(bad().get(0).detail()).startsWith("not watch in default; ");
    assertThat(bad().get(0).nextStep())
        .startsWith(
            "kubectl --context=minikube -n default create role roundabout-watch-pods --verb=watch");
  }

  @Test
  void whatOneCanDoWithoutIsToldAndNoFailure() {
    deploy(1);
    api.trouble().forbid("delete", "pods", "default");
    api.trouble().forbid("list", "pods", "kube-system");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::run);
    assertThat(check("may get, delete pods").detail()).contains("what is lost: killing a pod");
    assertThat(check("may get, delete pods").nextStep())
        .startsWith("kubectl --context=minikube -n default create role ");
    assertThat(check("DNS").detail()).contains("by EndpointSlices, because RBAC");
  }

  @Test
  void aForbiddenWayToThePodsFailsEachCall() {
    deploy(2);
    api.trouble().forbid("*", "pods/portforward", "default");
    assertThat(run()).isFalse();
    for (Pod pod : api.pods("default")) {
      assertThat(check("call to " + pod.getMetadata().getName()).ok()).isFalse();
    }
    assertThat(check("may get pods/portforward").nextStep()).contains("--verb=get");
  }

  @Test
  void anImageThatCannotBePulledComesWithTheCommandThatHelps() {
    api.trouble().imageMissing(true);
    api.deploy("default", 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(run()).isFalse();
              assertThat(check("image").ok()).isFalse();
            });
    assertThat(check("image").nextStep()).contains("minikube image load");
  }
}
