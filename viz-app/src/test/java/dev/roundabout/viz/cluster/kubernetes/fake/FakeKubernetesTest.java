package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Deployments, ReplicaSets and the lives of their pods, seen with a plain client. */
final class FakeKubernetesTest extends WithFake {

  @Test
  void aDeploymentGetsPodsThatAreReady() {
    api.deploy("default", 3);
    api.awaitReady("default", 3);
    assertThat(pods())
        .hasSize(3)
        .allSatisfy(
            pod -> {
              assertThat(name(pod)).matches("server-[a-z0-9]+-[a-z0-9]{5}");
              assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
              assertThat(pod.getStatus().getPodIP()).startsWith("10.244.0.");
              assertThat(pod.getSpec().getNodeName()).isEqualTo("minikube");
              assertThat(pod.getMetadata().getOwnerReferences().get(0).getKind())
                  .isEqualTo("ReplicaSet");
              assertThat(pod.getStatus().getConditions())
                  .extracting(PodCondition::getType)
                  .contains("PodScheduled", "Initialized", "ContainersReady", "Ready");
              assertThat(pod.getStatus().getConditions())
                  .allSatisfy(
                      c -> assertThat(Instant.parse(c.getLastTransitionTime())).isNotNull());
            });
    assertThat(api.podServers().keySet())
        .isEqualTo(pods().stream().map(WithFake::name).collect(Collectors.toSet()));
    eventually(
        () -> {
          Deployment deployment = deployment();
          assertThat(deployment.getStatus().getReplicas()).isEqualTo(3);
          assertThat(deployment.getStatus().getReadyReplicas()).isEqualTo(3);
        });
  }

  private Deployment deployment() {
    return client.apps().deployments().inNamespace("default").withName("server").get();
  }

  @Test
  void podsPassThroughTheirPhasesBeforeTheEyesOfAWatch() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (var watch = client.pods().inNamespace("default").watch(watcher(seen))) {
      api.deploy("default", 1);
      api.awaitReady("default", 1);
      client.pods().inNamespace("default").withName(name(anyPod())).delete();
      eventually(() -> assertThat(seen).contains("DELETED Running ready deleting"));
    }
    String first = seen.get(0);
    assertThat(first).isEqualTo("ADDED Pending");
    assertThat(seen)
        .containsSubsequence(
            "ADDED Pending",
            "MODIFIED Pending",
            "MODIFIED Pending ContainerCreating",
            "MODIFIED Running",
            "MODIFIED Running ready",
            "MODIFIED Running ready deleting",
            "DELETED Running ready deleting");
  }

  private static Watcher<Pod> watcher(List<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Pod pod) {
        seen.add(
            (action + " " + pod.getStatus().getPhase())
                + (PodStatuses.waiting(pod).isEmpty() ? "" : " " + PodStatuses.waiting(pod))
                + (Owners.isReady(pod) ? " ready" : "")
                + (pod.isMarkedForDeletion() ? " deleting" : ""));
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  @Test
  void scalesThroughTheSubresourceAndThroughTheSpec() {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    var server = client.apps().deployments().inNamespace("default").withName("server");
    assertThat(server.scale().getSpec().getReplicas()).isEqualTo(2);
    server.scale(4);
    api.awaitReady("default", 4);
    eventually(() -> assertThat(server.scale().getStatus().getReplicas()).isEqualTo(4));
    assertThat(server.scale().getStatus().getSelector()).contains("app.kubernetes.io/name=server");
    // An edit carries the version that was read, and conflicts where a controller writes meanwhile.
    server.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":1}}");
    api.awaitReady("default", 1);
    server.scale(0);
    api.awaitReady("default", 0);
    eventually(() -> assertThat(api.podServers()).isEmpty());
  }

  @Test
  void aDeletedPodDrainsAndIsReplaced() {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    Pod victim = anyPod();
    var server = api.podServer(name(victim));
    client.pods().inNamespace("default").withName(name(victim)).delete();
    eventually(() -> assertThat(pods()).noneMatch(pod -> name(pod).equals(name(victim))));
    assertThat(server.stopped()).isCompleted();
    api.awaitReady("default", 2);
  }

  @Test
  void graceZeroTakesAPodAwayAtOnce() {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    Pod victim = anyPod();
    client.pods().inNamespace("default").withName(name(victim)).withGracePeriod(0).delete();
    assertThat(client.pods().inNamespace("default").withName(name(victim)).get()).isNull();
    api.awaitReady("default", 1);
  }

  @Test
  void aRestartReplacesAllPodsThroughANewReplicaSetAndNeverAllAtOnce() {
    api.deploy("default", 4);
    api.awaitReady("default", 4);
    Set<String> before = pods().stream().map(WithFake::name).collect(Collectors.toSet());
    List<Integer> ready = new CopyOnWriteArrayList<>();
    var server = client.apps().deployments().inNamespace("default").withName("server");
    try (var informer =
        server.inform(
            new io.fabric8.kubernetes.client.informers.ResourceEventHandler<>() {
              @Override
              public void onAdd(Deployment added) {}

              @Override
              public void onUpdate(Deployment old, Deployment now) {
                ready.add(now.getStatus().getReadyReplicas());
              }

              @Override
              public void onDelete(Deployment gone, boolean unknown) {}
            })) {
      server.rolling().restart();
      eventually(
          () -> {
            assertThat(api.pods("default")).hasSize(4);
            assertThat(pods()).noneMatch(pod -> before.contains(name(pod)));
            assertThat(pods()).allMatch(Owners::isReady);
          });
    }
    assertThat(ready).isNotEmpty().allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(3));
    List<ReplicaSet> sets = client.apps().replicaSets().inNamespace("default").list().getItems();
    assertThat(sets).extracting(set -> set.getSpec().getReplicas()).containsExactlyInAnyOrder(0, 4);
  }

  @Test
  void deletingTheDeploymentTakesItsPodsAlong() {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    client.apps().deployments().inNamespace("default").withName("server").delete();
    api.awaitReady("default", 0);
    assertThat(client.apps().replicaSets().inNamespace("default").list().getItems()).isEmpty();
  }

  @Test
  void aCrashedContainerRestartsInTheSamePod() {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    Pod before = anyPod();
    String id = api.podServer(name(before)).id();
    api.trouble().crash("default", name(before));
    eventually(
        () -> {
          Pod now = anyPod();
          assertThat(PodStatuses.restarts(now)).isEqualTo(1);
          assertThat(Owners.isReady(now)).isTrue();
          assertThat(now.getStatus().getPodIP()).isEqualTo(before.getStatus().getPodIP());
          assertThat(name(now)).isEqualTo(name(before));
        });
    assertThat(api.podServer(name(before)).id()).isNotEqualTo(id);
  }

  @Test
  void eventsTellWhatHappened() {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    eventually(
        () ->
            assertThat(client.v1().events().inNamespace("default").list().getItems())
                .extracting(Event::getReason)
                .contains("ScalingReplicaSet", "SuccessfulCreate", "Scheduled", "Started"));
    Pod pod = anyPod();
    assertThat(
            client
                .v1()
                .events()
                .inNamespace("default")
                .withField("involvedObject.name", name(pod))
                .list()
                .getItems())
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getInvolvedObject().getKind()).isEqualTo("Pod"));
  }
}
