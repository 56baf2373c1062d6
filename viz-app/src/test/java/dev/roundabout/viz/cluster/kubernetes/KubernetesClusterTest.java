package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterFact.DeploymentSeen;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import dev.roundabout.viz.model.ClusterFact.ServiceSeen;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.Scaler;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Kubernetes cluster does and says beyond the contract. */
final class KubernetesClusterTest {
  private final FakeKubernetes api = FakeKubernetes.start();

  @AfterEach
  void end() {
    api.close();
  }

  private Watched watch(int replicas) throws IOException {
    api.deploy("default", replicas);
    api.awaitReady("default", replicas);
    return new Watched(FakeClusters.local(api));
  }

  @Test
  void podsCarryTheApisOwnTimes() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
      assertThat(watched.facts(PodSeen.class))
          .filteredOn(seen -> seen.pod().isReady())
          .allSatisfy(seen -> assertThat(seen.apiAt()).isPresent());
    }
  }

  @Test
  void aRestartReplacesEveryPod() throws Exception {
    try (Watched watched = watch(2)) {
      List<String> before = watched.awaitReady(2).stream().map(Pod::name).toList();
      assertThat(watched.cluster().apply(new Action.Restart())).isEmpty();
      watched.eventually(
          () -> assertThat(watched.names()).hasSize(2).doesNotContainAnyElementsOf(before));
      watched.awaitReady(2);
    }
  }

  @Test
  void aDrainGoesOnUntilTheDisruptionBudgetHasAllowedEachEviction() throws Exception {
    try (Watched watched = watch(3)) {
      List<String> before = watched.awaitReady(3).stream().map(Pod::name).toList();
      allowOneDisruptionAtATime();
      String node = watched.readyPods().get(0).node();
      watched.cluster().apply(new Action.Drain(node, true));
      watched.eventually(
          () -> assertThat(watched.names()).hasSize(3).doesNotContainAnyElementsOf(before));
      watched.awaitReady(3);
      assertThat(watched.facts(DeploymentSeen.class).stream().dropWhile(seen -> seen.ready() < 3))
          .allSatisfy(seen -> assertThat(seen.ready()).isGreaterThanOrEqualTo(2));
    }
  }

  private void allowOneDisruptionAtATime() throws IOException {
    try (KubernetesClient client = FakeClusters.client(api.kubeconfig("minikube"));
        InputStream budget =
            Files.newInputStream(Path.of("..", "k8s", "base", "pod-disruption-budget.yaml"))) {
      client.policy().v1().podDisruptionBudget().inNamespace("default").load(budget).create();
    }
  }

  @Test
  void whoMayNotEvictIsToldSoAndNothingHappens() throws Exception {
    try (Watched watched = watch(2)) {
      List<String> before = watched.awaitReady(2).stream().map(Pod::name).toList();
      api.trouble().forbid("create", "pods/eviction", "default");
      String node = watched.readyPods().get(0).node();
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Drain(node, false)))
          .hasMessageContaining("create pods/eviction in namespace default");
      assertThat(watched.names()).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  @Test
  void theAgeOfConnectionsRollsTheDeploymentOutAndIsReadBackFromIt() throws Exception {
    Optional<ConnectionAge> age =
        Optional.of(new ConnectionAge(Duration.ofSeconds(7), Optional.of(Duration.ofSeconds(2))));
    try (Watched watched = watch(2)) {
      List<String> before = watched.awaitReady(2).stream().map(Pod::name).toList();
      var undo = watched.cluster().apply(new Action.SetConnectionAge(age));
      assertThat(undo).contains(new Action.SetConnectionAge(Optional.empty()));
      watched.eventually(
          () -> assertThat(watched.snapshot().cluster().connectionAge()).isEqualTo(age));
      watched.eventually(
          () -> assertThat(watched.names()).hasSize(2).doesNotContainAnyElementsOf(before));
      assertThat(env(api)).contains("MAX_CONNECTION_AGE=7s", "MAX_CONNECTION_AGE_GRACE=2s");

      assertThat(watched.cluster().apply(new Action.SetConnectionAge(age))).isEmpty();
      assertThat(watched.cluster().apply(undo.orElseThrow()))
          .contains(new Action.SetConnectionAge(age));
      watched.eventually(() -> assertThat(watched.snapshot().cluster().connectionAge()).isEmpty());
      assertThat(env(api)).noneMatch(text -> text.startsWith("MAX_CONNECTION_AGE"));
    }
  }

  @Test
  void aServerOfSomebodyElseHasToReadTheAgeItself() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      deployment(api)
          .edit(
              deployment -> {
                container(deployment).setImage("example.org/other:1");
                container(deployment).setEnv(null);
                return deployment;
              });
      watched.cluster().apply(new Action.SetConnectionAge(Optional.of(ConnectionAge.DEFAULT)));
      watched.eventually(
          () ->
              assertThat(watched.facts(ApiEventSeen.class))
                  .extracting(ApiEventSeen::message)
                  .anyMatch(message -> message.contains("example.org/other:1")));
      assertThat(env(api)).contains("MAX_CONNECTION_AGE=5s", "MAX_CONNECTION_AGE_GRACE=5s");
    }
  }

  @Test
  void anAgeFromAConfigMapIsChangedThere() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      deployment(api)
          .edit(
              deployment -> {
                container(deployment)
                    .setEnv(
                        List.of(
                            new EnvVarBuilder()
                                .withName("MAX_CONNECTION_AGE")
                                .withNewValueFrom()
                                .withNewConfigMapKeyRef("age", "settings", false)
                                .endValueFrom()
                                .build()));
                return deployment;
              });
      assertThatThrownBy(
              () -> watched.cluster().apply(new Action.SetConnectionAge(Optional.empty())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("MAX_CONNECTION_AGE comes from elsewhere");
    }
  }

  private static RollableScalableResource<Deployment> deployment(FakeKubernetes api) {
    return api.client().apps().deployments().inNamespace("default").withName("server");
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static List<String> env(FakeKubernetes api) {
    return container(deployment(api).get()).getEnv().stream()
        .map(variable -> variable.getName() + "=" + variable.getValue())
        .toList();
  }

  @Test
  void aPodOfSomebodyElseIsNotTouched() throws Exception {
    try (Watched watched = watch(1)) {
      Pod ours = watched.awaitReady(1).get(0);
      KubernetesClient admin = api.client();
      var stray =
          new PodBuilder(admin.pods().inNamespace("default").withName(ours.name()).get())
              .withNewMetadata()
              .withName("stray")
              .withNamespace("default")
              .addToLabels("app.kubernetes.io/name", "server")
              .addToLabels("app.kubernetes.io/part-of", "roundabout")
              .endMetadata()
              .withStatus(null)
              .build();
      stray.getSpec().setNodeName(null);
      admin.resource(stray).create();
      watched.eventually(() -> assertThat(watched.names()).contains("stray"));
      for (boolean hard : List.of(true, false)) {
        assertThatThrownBy(() -> watched.cluster().apply(new Action.Kill("stray", hard)))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("no pod of the Deployment server");
      }
      assertThat(admin.pods().inNamespace("default").withName("stray").get()).isNotNull();
    }
  }

  @Test
  void aPodWithoutItsImageNamesTheCommandThatHelps() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().imageMissing(true);
      watched.cluster().apply(new Action.Scale(2));
      watched.eventually(
          () ->
              assertThat(watched.pods())
                  .filteredOn(pod -> pod.phase() == Phase.IMAGE_PULL)
                  .singleElement()
                  .satisfies(
                      pod -> {
                        assertThat(pod.note()).contains("pull").doesNotContain("mvn");
                        assertThat(pod.help())
                            .isEqualTo(
                                "mvn package -DskipTests -pl workload -am -Pimage && minikube image"
                                    + " load --profile=minikube"
                                    + " workload/target/roundabout-workload.tar");
                      }));
      api.trouble().imageMissing(false);
      watched.awaitReady(2);
      assertThat(watched.pods()).allMatch(pod -> pod.help().isEmpty());
    }
  }

  @Test
  void aPodThatStaysUnreadySaysWhy() throws Exception {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> Instant.now().plus(later.get());
    try (Watched watched = new Watched(FakeClusters.local(api, clock))) {
      watched.awaitReady(1);
      api.trouble().neverReady(true);
      watched.cluster().apply(new Action.Scale(2));
      watched.eventually(() -> assertThat(starting(watched)).hasSize(1));
      assertThat(starting(watched).get(0).note()).isEmpty();
      later.set(PodWatch.SLOW.plusSeconds(1));
      watched.eventually(
          () -> assertThat(starting(watched).get(0).note()).containsIgnoringCase("probe"));
      Pod unready = starting(watched).get(0);
      assertThat(unready.help())
          .isEqualTo("kubectl --context=minikube -n default describe pod " + unready.name());
      assertThat(watched.endpoints(ServiceKind.HEADLESS)).hasSize(1);
    }
  }

  @Test
  void aPodThatIsNotReadyForAWhileIsOutOfTheEndpointsForThatTime() throws Exception {
    try (Watched watched = watch(2)) {
      Pod pod = watched.awaitReady(2).get(0);
      api.trouble().unready(pod.name(), true);
      watched.eventually(
          () -> {
            assertThat(watched.pod(pod.name()).phase()).isEqualTo(Phase.STARTING);
            assertThat(watched.snapshot().cluster().ready()).isEqualTo(1);
            assertThat(watched.endpoints(ServiceKind.HEADLESS))
                .hasSize(1)
                .doesNotContain(watched.address(pod));
          });
      api.trouble().unready(pod.name(), false);
      watched.awaitReady(2);
      assertThat(watched.phases(pod.name())).endsWith(Phase.READY, Phase.STARTING, Phase.READY);
      assertThat(watched.pod(pod.name()).restarts()).isZero();
    }
  }

  private static List<Pod> starting(Watched watched) {
    return watched.pods().stream().filter(pod -> pod.phase() == Phase.STARTING).toList();
  }

  @Test
  void aQuotaThatIsExceededIsToldOnce() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().quota(2);
      watched.cluster().apply(new Action.Scale(4));
      watched.eventually(() -> assertTheQuotaIsTold(watched));
      assertThat(watched.readyPods()).hasSizeLessThanOrEqualTo(2);
      api.trouble().noQuota();
      watched.awaitReady(4);
      assertThat(watched.facts(ApiEventSeen.class))
          .filteredOn(event -> event.message().contains("exceeded quota"))
          .hasSize(1);
    }
  }

  /** The ReplicaSet's condition and its Event race; either may be forbidden. */
  @ParameterizedTest
  @ValueSource(strings = {"events", "replicasets"})
  void aQuotaIsToldWithItsNextStepBy(String theOtherBeing) throws Exception {
    api.trouble().forbid("*", theOtherBeing, "default");
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().quota(2);
      watched.cluster().apply(new Action.Scale(4));
      watched.eventually(() -> assertTheQuotaIsTold(watched));
    }
  }

  private static void assertTheQuotaIsTold(Watched watched) {
    assertThat(watched.facts(ApiEventSeen.class))
        .anySatisfy(
            event -> {
              assertThat(event.about()).startsWith("ReplicaSet server-");
              assertThat(event.message())
                  .contains("exceeded quota")
                  .endsWith("kubectl --context=minikube describe resourcequota --all-namespaces");
            });
  }

  @Test
  void whatScalesTheDeploymentIsSaid() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      HorizontalPodAutoscaler hpa = hpa("server", 2, 7);
      api.client().resource(hpa("another", 1, 2)).create();
      api.client().resource(hpa).create();
      watched.eventually(
          () ->
              assertThat(scaler(watched))
                  .contains(
                      new Scaler("HorizontalPodAutoscaler", "server-hpa", 2, 7, "cpu 60%", "")));
      assertThatThrownBy(() -> watched.cluster().apply(new Action.SetAutoscaler(Optional.empty())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("k8s/components/hpa");
      api.client().resource(hpa).delete();
      watched.eventually(() -> assertThat(scaler(watched)).isEmpty());
    }
  }

  private static java.util.Optional<Scaler> scaler(Watched watched) {
    return watched.snapshot().cluster().api().scaler();
  }

  private static HorizontalPodAutoscaler hpa(String deployment, int min, int max) {
    return new HorizontalPodAutoscalerBuilder()
        .withNewMetadata()
        .withName(deployment + "-hpa")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withMinReplicas(min)
        .withMaxReplicas(max)
        .withNewScaleTargetRef("apps/v1", "Deployment", deployment)
        .addNewMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(60)
        .endTarget()
        .endResource()
        .endMetric()
        .endSpec()
        .build();
  }

  private static final Scaler BY_QUEUE =
      new Scaler("ScaledObject", "by-queue", 0, 12, "rabbitmq 20", "");

  private void scaleByQueue() {
    api.installKeda();
    api.client()
        .load(
            new ByteArrayInputStream(
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: by-queue, namespace: default}
                spec:
                  scaleTargetRef: {name: server}
                  maxReplicaCount: 12
                  triggers:
                    - type: rabbitmq
                      metadata: {queueName: orders, value: "20"}
                """
                    .getBytes(StandardCharsets.UTF_8)))
        .create();
  }

  @Test
  void kedasScaledObjectIsSaid() throws Exception {
    try (Watched watched = watch(1)) {
      scaleByQueue();
      watched.eventually(() -> assertThat(scaler(watched)).contains(BY_QUEUE));
    }
  }

  @Test
  void aScaledObjectThatCannotBeAskedForNowStaysKnown() throws Exception {
    scaleByQueue();
    try (Watched watched = watch(1)) {
      watched.eventually(() -> assertThat(scaler(watched)).contains(BY_QUEUE));
      api.trouble().unauthorizedAt("/apis/keda.sh/v1alpha1/namespaces/default/scaledobjects");
      watched.eventually(
          () ->
              assertThat(hearing(watched))
                  .hasValueSatisfying(
                      heard -> assertThat(heard.why()).contains("cannot look for KEDA")));
      assertThat(scaler(watched)).contains(BY_QUEUE);
      api.trouble().unauthorized(false);
      watched.eventually(() -> assertThat(hearing(watched)).map(Hearing::why).contains(""));
    }
  }

  private static Optional<Hearing> hearing(Watched watched) {
    return watched.snapshot().cluster().api().hearing();
  }

  @Test
  void kedaThatMayNotBeReadIsAMissingPermission() throws Exception {
    scaleByQueue();
    api.trouble().forbid("list", "scaledobjects", "default");
    try (Watched watched = watch(1)) {
      watched.eventually(
          () ->
              assertThat(watched.snapshot().cluster().api().missing())
                  .singleElement()
                  .satisfies(
                      missing -> {
                        assertThat(missing.verb()).isEqualTo("list");
                        assertThat(missing.resource()).isEqualTo("scaledobjects");
                        assertThat(missing.grant()).contains("--resource=scaledobjects.keda.sh");
                      }));
    }
  }

  @Test
  void ipv6EndpointsAreUsedWhereThereIsOnlyThat() throws Exception {
    api.ipFamilies("IPv6");
    try (Watched watched = watch(2)) {
      assertThat(watched.awaitReady(2))
          .allSatisfy(pod -> assertThat(pod.ip().orElseThrow()).contains(":"));
    }
  }

  @Test
  void dualStackPodsAreKnownByTheAddressOfTheirServices() throws Exception {
    api.ipFamilies("IPv6", "IPv4");
    try (Watched watched = watch(2)) {
      watched.awaitReady(2);
    }
  }

  @Test
  void allSlicesOfAServiceCount() throws Exception {
    api.endpointsPerSlice(2);
    try (Watched watched = watch(5)) {
      watched.awaitReady(5);
      watched.cluster().apply(new Action.Scale(3));
      watched.awaitReady(3);
    }
  }

  @Test
  void aMissingHeadlessServiceIsSaidUntilItIsMade() throws Exception {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    Service headless = service("server-headless").get();
    service("server-headless").delete();
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      watched.eventually(
          () ->
              assertThat(fault(watched, ServiceKind.HEADLESS))
                  .contains(
                      new ServiceFault(
                          "No Service server-headless in default",
                          "Make it, or name another one with --headless-service",
                          "kubectl --context=minikube -n default expose deployment server"
                              + " --name=server-headless --cluster-ip=None --port=9090")));
      assertThat(fault(watched, ServiceKind.CLUSTER_IP)).isEmpty();
      api.client().resource(unversioned(headless)).create();
      watched.eventually(() -> assertThat(fault(watched, ServiceKind.HEADLESS)).isEmpty());
      watched.awaitReady(2);
      assertThat(watched.facts(ServiceSeen.class)).hasSize(2);
      assertThat(watched.snapshot().events())
          .extracting(Event::text)
          .contains(
              "No Service server-headless in default", "Service server-headless leads to the pods");
    }
  }

  @Test
  void aServiceThatGoesWhileItIsLookedAtIsSaid() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      service("server").delete();
      watched.eventually(
          () ->
              assertThat(fault(watched, ServiceKind.CLUSTER_IP))
                  .hasValueSatisfying(
                      fault ->
                          assertThat(fault.command())
                              .endsWith("--name=server --target-port=9090 --port=9090")));
      assertThat(fault(watched, ServiceKind.HEADLESS)).isEmpty();
    }
  }

  @Test
  void aServiceThatSelectsNothingIsSaid() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      Map<String, String> right = service("server-headless").get().getSpec().getSelector();
      select(Map.of("app.kubernetes.io/name", "other"));
      watched.eventually(
          () ->
              assertThat(fault(watched, ServiceKind.HEADLESS))
                  .contains(
                      new ServiceFault(
                          "Service server-headless selects no pod of server",
                          "It selects app.kubernetes.io/name=other, and the pods have"
                              + " app.kubernetes.io/name=server. Correct its selector, or name"
                              + " another one with --headless-service",
                          "kubectl --context=minikube -n default edit service server-headless")));
      select(right);
      watched.eventually(() -> assertThat(fault(watched, ServiceKind.HEADLESS)).isEmpty());
    }
  }

  /** Named by flags it is refused when a cluster is opened; it may become so only later. */
  @Test
  void aServiceThatIsMadeAnewAsTheOtherKindIsSaid() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      makeAnew("server", "None");
      makeAnew("server-headless", null);
      watched.eventually(
          () ->
              assertThat(fault(watched, ServiceKind.CLUSTER_IP).map(ServiceFault::cause))
                  .contains("Service server has no ClusterIP"));
      watched.eventually(
          () ->
              assertThat(fault(watched, ServiceKind.HEADLESS))
                  .hasValueSatisfying(
                      fault -> assertThat(fault.help()).contains("--cluster-ip=None")));
    }
  }

  private void makeAnew(String name, @Nullable String clusterIp) {
    Service before = service(name).get();
    service(name).delete();
    api.client()
        .resource(
            new ServiceBuilder(unversioned(before))
                .editSpec()
                .withClusterIP(clusterIp)
                .withClusterIPs(List.of())
                .endSpec()
                .build())
        .create();
  }

  private void select(Map<String, String> labels) {
    service("server-headless")
        .edit(
            service -> {
              service.getSpec().setSelector(labels);
              return service;
            });
  }

  private ServiceResource<Service> service(String name) {
    return api.client().services().inNamespace("default").withName(name);
  }

  private static Service unversioned(Service service) {
    return new ServiceBuilder(service)
        .editMetadata()
        .withResourceVersion(null)
        .withUid(null)
        .endMetadata()
        .build();
  }

  private static Optional<ServiceFault> fault(Watched watched, ServiceKind kind) {
    return watched.snapshot().cluster().api().fault(kind);
  }

  @Test
  void theDemoIsDeployedAndTakenAway() throws Exception {
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      watched.eventually(() -> assertThat(states(watched)).containsOnly(Demo.State.ABSENT));
      watched.cluster().apply(new Action.DeployDemo(Optional.empty()));
      watched.eventually(() -> assertThat(states(watched)).containsOnly(Demo.State.OURS));
      watched.awaitReady(3);
      watched.cluster().apply(new Action.RemoveDemo());
      watched.awaitReady(0);
      watched.eventually(() -> assertThat(states(watched)).containsOnly(Demo.State.ABSENT));
    }
  }

  private static List<Demo.State> states(Watched watched) {
    return watched.snapshot().cluster().api().demo().parts().stream()
        .map(Demo.Part::state)
        .toList();
  }

  @Test
  void theDemosPartsAreReadAgainWhoeverChangesThem() throws Exception {
    api.deploy("default", 0);
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      watched.eventually(() -> assertThat(states(watched)).contains(Demo.State.OURS));
      api.client().services().inNamespace("default").delete();
      api.client().apps().deployments().inNamespace("default").delete();
      watched.eventually(() -> assertThat(states(watched)).containsOnly(Demo.State.ABSENT));
    }
  }

  @Test
  void startsOnce() throws Exception {
    try (Watched watched = watch(0)) {
      assertThatThrownBy(() -> watched.cluster().start(fact -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> FakeClusters.local(api).names())
        .isInstanceOf(IllegalStateException.class);
  }
}
