package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.NamespaceSeen;
import dev.roundabout.viz.model.ClusterFact.WatchReopened;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API that fails: what is wrong is told, the rest goes on, and it heals by itself. */
final class ApiFailuresTest {
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

  private static Hearing hearing(Watched watched) {
    return watched
        .snapshot()
        .cluster()
        .api()
        .hearing()
        .orElseThrow(() -> new AssertionError("nothing was heard yet"));
  }

  private static List<MissingPermission> missing(Watched watched) {
    return watched.snapshot().cluster().api().missing();
  }

  private static void awaitBroken(Watched watched, String why) {
    watched.eventually(
        () -> {
          assertThat(hearing(watched).broken()).isTrue();
          assertThat(hearing(watched).why()).contains(why);
        });
  }

  private static void awaitHeard(Watched watched) {
    watched.eventually(() -> assertThat(hearing(watched).why()).isEmpty());
  }

  private void scale(int replicas) {
    api.client().apps().deployments().inNamespace("default").withName("server").scale(replicas);
  }

  @Test
  void theApiIsHeardAgainAndAgain() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      awaitHeard(watched);
      var before = hearing(watched).last();
      watched.eventually(() -> assertThat(hearing(watched).last()).isAfter(before));
    }
  }

  @Test
  void whatIsWatchedNeedsNoWebSockets() throws Exception {
    api.trouble().withoutWebSockets(true);
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      scale(3);
      watched.awaitReady(3);
      awaitHeard(watched);
      assertThat(missing(watched)).isEmpty();
    }
  }

  /** A watch without news is open all the same, and characters may come in two parts. */
  @Test
  void aWatchIsToldOfEveryChangeInAnyLanguage() throws Exception {
    try (Watched watched = watch(1)) {
      String name = watched.awaitReady(1).get(0).name();
      for (int kilobytes = 1; kilobytes < 40; kilobytes += 3) {
        String words = "é€𝄞".repeat(100 * kilobytes);
        api.client()
            .pods()
            .inNamespace("default")
            .withName(name)
            .edit(
                pod -> {
                  pod.getMetadata().setAnnotations(Map.of("words", words));
                  return pod;
                });
      }
      scale(2);
      watched.awaitReady(2);
      awaitHeard(watched);
    }
  }

  @Test
  void anApiThatGoesAndComesBackIsCaughtUpWith() throws Exception {
    try (Watched watched = watch(2)) {
      Pod pod = watched.awaitReady(2).get(0);
      api.trouble().down();
      awaitBroken(watched, "nothing listens at the API of minikube");
      var last = hearing(watched).last();
      api.trouble().crash("default", pod.name());
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Scale(3)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("nothing listens");
      assertThat(hearing(watched).last()).isEqualTo(last);
      api.trouble().up();
      awaitHeard(watched);
      watched.eventually(() -> assertThat(watched.pod(pod.name()).restarts()).isEqualTo(1));
      scale(4);
      watched.awaitReady(4);
      assertThat(hearing(watched).last()).isAfter(last);
    }
  }

  @Test
  void anApiThatIsSilentIsNoticed() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().silent(true);
      awaitBroken(watched, "does not answer");
      api.trouble().silent(false);
      awaitHeard(watched);
      scale(2);
      watched.awaitReady(2);
    }
  }

  @Test
  void anApiThatComesBackOverNewConnectionsIsCaughtUpWith() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().silent(true);
      awaitBroken(watched, "does not answer");
      api.trouble().backOverNewConnections();
      awaitHeard(watched);
      scale(2);
      watched.awaitReady(2);
      scale(1);
      watched.awaitReady(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 1})
  void aWatchThatSaysNothingIsNoticed(int replicas) throws Exception {
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    KubernetesCluster cluster = FakeClusters.local(api, () -> Instant.now().plus(later.get()));
    try (Watched watched = new Watched(cluster)) {
      watched.awaitReady(2);
      api.trouble().behind("pods", true);
      scale(replicas);
      api.awaitReady("default", replicas);
      watched.eventually(
          () -> assertThat(watched.snapshot().cluster().ready()).isEqualTo(replicas));
      assertThat(watched.readyPods()).hasSize(2);
      later.set(Silence.LONG);
      watched.awaitReady(replicas);
      assertThat(watched.facts(WatchReopened.class))
          .extracting(WatchReopened::watch)
          .containsExactly("the watch of pods");
      assertThat(watched.snapshot().events())
          .extracting(Event::text)
          .contains("the watch of pods had stopped to tell; opened again");
    }
  }

  @Test
  void aSilenceThatCannotBeAskedAboutIsSaid() throws Exception {
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    KubernetesCluster cluster = FakeClusters.local(api, () -> Instant.now().plus(later.get()));
    try (Watched watched = new Watched(cluster)) {
      watched.awaitReady(1);
      api.trouble().unauthorizedAt("/api/v1/namespaces/default/pods");
      later.set(Silence.LONG);
      awaitBroken(watched, "the watch of pods");
      api.trouble().unauthorized(false);
      later.set(Silence.LONG.multipliedBy(2));
      awaitHeard(watched);
    }
  }

  @Test
  void anAnswerThatNeverEndsIsNoticed() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().halfAnswers(true);
      awaitBroken(watched, "does not answer");
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Scale(2)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not answer");
      api.trouble().halfAnswers(false);
      awaitHeard(watched);
      scale(2);
      watched.awaitReady(2);
    }
  }

  /** What is cut meanwhile is listed anew, and that list stalls as well. */
  @Test
  void aListThatNeverEndsIsAskedForAnew() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().halfAnswers(true);
      api.trouble().goneOnNextWatch();
      awaitBroken(watched, "does not answer");
      scale(2);
      api.trouble().halfAnswers(false);
      awaitHeard(watched);
      watched.awaitReady(2);
    }
  }

  @Test
  void brokenWatchesMissNothing() throws Exception {
    try (Watched watched = watch(2)) {
      watched.awaitReady(2);
      api.trouble().cutWatches();
      scale(3);
      watched.awaitReady(3);
      api.trouble().goneOnNextWatch();
      scale(1);
      watched.awaitReady(1);
      awaitHeard(watched);
    }
  }

  @Test
  void expiredCredentialsAreNamed() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().unauthorized(true);
      awaitBroken(watched, "does not accept your credentials");
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Scale(2)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not accept your credentials");
      api.trouble().unauthorized(false);
      awaitHeard(watched);
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
    }
  }

  @Test
  void credentialsThatExpireBetweenTwoQuestionsAreNoTroubleOfTheirOwn() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().unauthorizedAt("/apis/keda.sh");
      awaitBroken(watched, "does not accept your credentials");
      api.trouble().unauthorized(false);
      awaitHeard(watched);
    }
  }

  @Test
  void deniedCredentialsAreNamedBeforeAnythingStarts() {
    api.trouble().unauthorized(true);
    assertThatThrownBy(() -> FakeClusters.local(api))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(401)")
        .hasMessageContaining("Log in again")
        .hasMessageContaining("kubectl --context=minikube");
  }

  @Test
  void aCertificateThatIsNotTrustedIsNamed() {
    try (FakeKubernetes secure = FakeKubernetes.startWithTls()) {
      assertThatThrownBy(() -> FakeClusters.local(secure))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("TLS")
          .hasMessageContaining("certificate-authority");
    }
  }

  @Test
  void whatMayNotBeListedIsMissingAndTheRestGoesOn() throws Exception {
    api.trouble().forbid("*", "events", "default");
    api.trouble().forbid("list", "horizontalpodautoscalers", "default");
    try (Watched watched = watch(2)) {
      watched.awaitReady(2);
      watched.eventually(
          () ->
              assertThat(missing(watched))
                  .extracting(each -> each.verb() + " " + each.resource())
                  .contains("list events", "list horizontalpodautoscalers"));
      assertThat(missing(watched))
          .allSatisfy(
              each -> {
                assertThat(each.namespace()).isEqualTo("default");
                assertThat(each.lost()).isNotEmpty();
                assertThat(each.grant())
                    .startsWith("kubectl --context=minikube -n default create role");
              });
      awaitHeard(watched);
      watched.cluster().apply(new Action.Scale(3));
      watched.awaitReady(3);
      api.trouble().allowAll();
      watched.eventually(() -> assertThat(missing(watched)).isEmpty());
    }
  }

  @Test
  void whatMayBeListedAndNotWatchedIsNamedByThatVerbAndStillSeen() throws Exception {
    api.trouble().forbid("watch", "pods", "default");
    try (Watched watched = watch(2)) {
      watched.awaitReady(2);
      awaitMissing(watched, "watch pods");
      assertThat(missing(watched).get(0).grant()).contains("--verb=list,watch --resource=pods");
      scale(3);
      watched.awaitReady(3); // by a new list
      awaitMissing(watched, "watch pods");
      awaitHeard(watched);
      api.trouble().allowAll();
      watched.eventually(() -> assertThat(missing(watched)).isEmpty());
    }
  }

  private static void awaitMissing(Watched watched, String verbAndResource) {
    watched.eventually(
        () ->
            assertThat(missing(watched))
                .extracting(each -> each.verb() + " " + each.resource())
                .containsExactly(verbAndResource));
  }

  @Test
  void podsAreFoundByTheServiceWhereTheDeploymentMayNotBeRead() throws Exception {
    api.trouble().forbid("*", "deployments", "default");
    try (Watched watched = watch(2)) {
      watched.eventually(() -> assertThat(watched.readyPods()).hasSize(2));
      assertThat(missing(watched)).extracting(MissingPermission::resource).contains("deployments");
    }
  }

  @Test
  void aMissingVerbIsNamedWithTheLineThatGrantsIt() throws Exception {
    try (Watched watched = watch(1)) {
      watched.awaitReady(1);
      api.trouble().forbid("update", "deployments/scale", "default");
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Scale(2)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("update deployments/scale in namespace default")
          .hasMessageContaining("--verb=get,update --resource=deployments.apps/scale");
      assertThat(missing(watched))
          .extracting(MissingPermission::resource)
          .containsExactly("deployments/scale");
      api.trouble().forbid("delete", "pods", "default");
      assertThatThrownBy(
              () -> watched.cluster().apply(new Action.Kill(watched.names().get(0), true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("delete pods in namespace default");
      api.trouble().allowAll();
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
      watched.eventually(
          () ->
              assertThat(missing(watched))
                  .extracting(MissingPermission::verb)
                  .doesNotContain("update"));
    }
  }

  @Test
  void aMissingDeploymentIsSaidAndSeenOnceItComes() throws Exception {
    try (Watched watched = new Watched(FakeClusters.local(api))) {
      String absence = "There is no Deployment server in namespace default";
      watched.eventually(
          () -> assertThat(watched.snapshot().cluster().noDeployment()).contains(absence));
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Scale(2)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("server");
      api.deploy("default", 2);
      watched.awaitReady(2);
      assertThat(watched.snapshot().cluster().noDeployment()).isEmpty();
      assertThat(watched.snapshot().events())
          .extracting(Event::text)
          .contains(absence + "; choose another one, or deploy the demo")
          .contains("Deployment server is there");
      api.client().apps().deployments().inNamespace("default").withName("server").delete();
      watched.eventually(
          () -> assertThat(watched.snapshot().cluster().noDeployment()).contains(absence));
    }
  }

  @Test
  void aMissingNamespaceIsSaidUntilItIsMade() throws Exception {
    List<Optional<String>> told = new CopyOnWriteArrayList<>();
    Wish wish =
        new Wish(
            Optional.of("nowhere"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());
    try (KubernetesCluster cluster =
        FakeClusters.of(api, "minikube", Locality.MINIKUBE, new Guards(false), wish)) {
      cluster.start(
          fact -> {
            if (fact instanceof NamespaceSeen seen) {
              told.add(seen.missing());
            }
          });
      Awaitility.await().untilAsserted(() -> assertThat(told).hasSize(1));
      assertThat(told.get(0).orElseThrow())
          .contains("no such namespace", "create namespace nowhere");
      api.namespace("nowhere");
      Awaitility.await().untilAsserted(() -> assertThat(told).hasSize(2));
      assertThat(told.get(1)).isEmpty();
    }
  }
}
