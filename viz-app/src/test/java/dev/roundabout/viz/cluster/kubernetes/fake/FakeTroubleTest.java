package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each knob, seen with a plain client. */
final class FakeTroubleTest extends WithFake {

  private KubernetesClientException refusal() {
    try {
      pods();
      throw new AssertionError("the request was not refused");
    } catch (KubernetesClientException refused) {
      return refused;
    }
  }

  @Test
  void whatIsForbiddenIsRefusedAndReviewed() {
    assertThat(mayListPods()).isTrue();
    api.trouble().forbid("list", "pods", "default");
    KubernetesClientException refused = refusal();
    assertThat(refused.getCode()).isEqualTo(403);
    assertThat(refused.getStatus().getReason()).isEqualTo("Forbidden");
    assertThat(refused.getStatus().getMessage())
        .isEqualTo(
            "pods is forbidden: User \"roundabout\" cannot list resource \"pods\""
                + " in API group \"\" in the namespace \"default\"");
    assertThat(mayListPods()).isFalse();
    assertThat(client.pods().inNamespace("kube-system").list().getItems()).hasSize(1);
    assertThat(api.client().pods().inNamespace("default").list().getItems()).isEmpty();
    api.trouble().allowAll();
    assertThat(pods()).isEmpty();
  }

  private boolean mayListPods() {
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace("default")
                .withVerb("list")
                .withResource("pods")
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  @Test
  void credentialsMayExpire() {
    api.trouble().unauthorized(true);
    assertThat(refusal().getCode()).isEqualTo(401);
    api.trouble().unauthorized(false);
    assertThat(pods()).isEmpty();
    try (KubernetesClient stranger = client(api.kubeconfig().replace(api.token(), "wrong"))) {
      assertThatThrownBy(() -> stranger.pods().inNamespace("default").list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(401));
    }
  }

  @Test
  void anInformerHealsAfterCutWatches() {
    api.deploy("default", 1);
    try (SharedIndexInformer<Pod> informer =
        client.pods().inNamespace("default").runnableInformer(0)) {
      informer.run();
      eventually(() -> assertThat(api.watches()).isEqualTo(1));
      api.trouble().cutWatches();
      eventually(() -> assertThat(api.watches()).isZero());
      api.client().apps().deployments().inNamespace("default").withName("server").scale(3);
      eventually(() -> assertThat(informer.getStore().list()).hasSize(3));
    }
  }

  @Test
  void aWatchCanBeBehindAndResumes() {
    api.trouble().behind("pods", true);
    try (SharedIndexInformer<Pod> informer =
        client.pods().inNamespace("default").runnableInformer(0)) {
      informer.run();
      eventually(() -> assertThat(api.watches()).isEqualTo(1));
      api.deploy("default", 1);
      api.awaitReady("default", 1);
      assertThat(informer.getStore().list()).isEmpty();
      api.trouble().behind("pods", false);
      eventually(() -> assertThat(informer.getStore().list()).hasSize(1));
    }
  }

  @Test
  void anApiMayComeBackOverNewConnectionsAlone() {
    try (SharedIndexInformer<Pod> informer =
        client.pods().inNamespace("default").runnableInformer(0)) {
      informer.run();
      eventually(() -> assertThat(api.watches()).isEqualTo(1));
      api.trouble().silent(true);
      api.trouble().backOverNewConnections();
      api.deploy("default", 1);
      api.awaitReady("default", 1);
      eventually(() -> assertThat(pods()).hasSize(1));
      assertThat(informer.getStore().list()).isEmpty();
      assertThat(informer.isWatching()).isTrue();
    }
  }

  @Test
  void aWatchFromAForgottenVersionIsGone() throws Exception {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    String old = client.pods().inNamespace("default").list().getMetadata().getResourceVersion();
    api.trouble().goneOnNextWatch();
    CompletableFuture<WatcherException> closed = new CompletableFuture<>();
    Watcher<Pod> watcher =
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, Pod pod) {}

          @Override
          public void onClose(WatcherException cause) {
            closed.complete(cause);
          }
        };
    try (Watch watch =
        client.pods().inNamespace("default").withResourceVersion(old).watch(watcher)) {
      eventually(() -> assertThat(closed).isCompleted());
      assertThat(closed.get().isHttpGone()).isTrue();
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void anInformerHealsAfterGone() {
    api.deploy("default", 1);
    try (SharedIndexInformer<Pod> informer =
        client.pods().inNamespace("default").runnableInformer(0)) {
      informer.run();
      api.trouble().goneOnNextWatch();
      api.client().apps().deployments().inNamespace("default").withName("server").scale(2);
      eventually(() -> assertThat(informer.getStore().list()).hasSize(2));
    }
  }

  @Test
  void theApiMayGoDownAndComeBackAtTheSamePort() {
    String server = api.server();
    api.trouble().down();
    assertThatThrownBy(this::pods).isInstanceOf(KubernetesClientException.class);
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    api.trouble().up();
    assertThat(api.server()).isEqualTo(server);
    assertThat(pods()).hasSize(1);
  }

  @Test
  void theApiMayHang() {
    try (KubernetesClient impatient = client(api.kubeconfig())) {
      impatient.getConfiguration().setRequestTimeout(300);
      api.trouble().silent(true);
      assertThatThrownBy(() -> impatient.pods().inNamespace("default").list())
          .hasStackTraceContaining("timed out");
      api.trouble().silent(false);
      assertThat(pods()).isEmpty();
    }
  }

  @Test
  void podsMayNeverGetReady() {
    api.trouble().neverReady(true);
    api.deploy("default", 1);
    eventually(() -> assertThat(anyPod().getStatus().getPhase()).isEqualTo("Running"));
    eventually(() -> assertThat(reasons()).contains("Unhealthy"));
    assertThat(Owners.isReady(anyPod())).isFalse();
    api.trouble().neverReady(false);
    api.awaitReady("default", 1);
  }

  private java.util.List<String> reasons() {
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .map(Event::getReason)
        .toList();
  }

  @Test
  void theImageMayBeMissing() {
    api.trouble().imageMissing(true);
    api.deploy("default", 1);
    eventually(() -> assertThat(PodStatuses.waiting(anyPod())).isEqualTo("ImagePullBackOff"));
    assertThat(anyPod().getStatus().getPhase()).isEqualTo("Pending");
    api.trouble().imageMissing(false);
    api.awaitReady("default", 1);
  }

  @Test
  void podsMayFindNoNode() {
    api.trouble().unschedulable(true);
    api.deploy("default", 1);
    eventually(() -> assertThat(reasons()).contains("FailedScheduling"));
    assertThat(anyPod().getSpec().getNodeName()).isNull();
    api.trouble().unschedulable(false);
    api.awaitReady("default", 1);
  }

  @Test
  void aQuotaStopsTheReplicaSet() {
    api.trouble().quota(2);
    api.deploy("default", 4);
    api.awaitReady("default", 2);
    eventually(
        () -> {
          ReplicaSet set =
              client.apps().replicaSets().inNamespace("default").list().getItems().get(0);
          assertThat(set.getStatus().getConditions())
              .singleElement()
              .satisfies(
                  condition -> {
                    assertThat(condition.getType()).isEqualTo("ReplicaFailure");
                    assertThat(condition.getMessage()).contains("exceeded quota");
                  });
          assertThat(reasons()).contains("FailedCreate");
          assertThat(replicaFailure()).isPresent();
        });
    api.trouble().noQuota();
    api.awaitReady("default", 4);
    eventually(() -> assertThat(replicaFailure()).isEmpty());
  }

  private Optional<String> replicaFailure() {
    return client
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("server")
        .get()
        .getStatus()
        .getConditions()
        .stream()
        .filter(condition -> condition.getType().equals("ReplicaFailure"))
        .map(condition -> condition.getMessage())
        .findFirst();
  }
}
