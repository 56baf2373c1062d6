package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Guard;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GuardsTest {
  private static final List<Action.OnCluster> CHANGES =
      List.of(
          new Action.Scale(0),
          new Action.Restart(),
          new Action.SetConnectionAge(java.util.Optional.empty()),
          new Action.Freeze("server-x-y", true),
          new Action.DeployDemo(Optional.empty()),
          new Action.RemoveDemo(),
          new Action.RunJob(dev.roundabout.viz.model.ServiceKind.HEADLESS, 1, 1, false));

  private final FakeKubernetes api = FakeKubernetes.start();

  @BeforeEach
  void deploy() {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
  }

  @AfterEach
  void end() {
    api.close();
  }

  private Watched watch(Guards guards, Locality locality) throws IOException {
    return new Watched(FakeClusters.of(api, "prod", locality, guards, Wish.NONE));
  }

  private static Guard guard(Watched watched) {
    return watched.snapshot().cluster().api().guard();
  }

  private void assertNothingChanges(Watched watched) {
    watched.awaitReady(1);
    List<String> before = watched.names();
    for (Action.OnCluster change : CHANGES) {
      assertThatThrownBy(() -> watched.cluster().apply(change))
          .as(change.words())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("nothing may be changed");
    }
    for (boolean hard : List.of(true, false)) {
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Kill(before.get(0), hard)))
          .isInstanceOf(RefusedException.class);
    }
    assertThat(api.pods("default"))
        .extracting(pod -> pod.getMetadata().getName())
        .isEqualTo(before);
  }

  @Test
  void aClusterThatIsNotLocalChangesOnlyAfterItsDeploymentWasTyped() throws Exception {
    Guards guards = new Guards(false);
    try (Watched watched = watch(guards, Locality.ELSEWHERE)) {
      assertThat(guard(watched).locked()).isTrue();
      assertThat(guard(watched).canUnlock()).isTrue();
      assertThat(guard(watched).why()).contains("prod is not a local cluster");
      assertNothingChanges(watched);
      for (String typed : List.of("", "Server", "server ", "prod")) {
        assertThatThrownBy(() -> watched.cluster().apply(new Action.Unlock(typed)))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("type server");
      }
      assertNothingChanges(watched);
      watched.cluster().apply(new Action.Unlock("server"));
      assertThat(guard(watched)).isEqualTo(Guard.OPEN);
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
    }
    try (Watched again = watch(guards, Locality.ELSEWHERE)) {
      assertThat(guard(again)).isEqualTo(Guard.OPEN);
    }
    try (Watched otherRun = watch(new Guards(false), Locality.ELSEWHERE)) {
      assertThat(guard(otherRun).locked()).isTrue();
    }
  }

  @Test
  void aContextThatLeadsToAnotherServerIsLockedAgain() throws Exception {
    Guards guards = new Guards(false);
    try (Watched watched = watch(guards, Locality.ELSEWHERE)) {
      watched.cluster().apply(new Action.Unlock("server"));
      assertThat(guard(watched)).isEqualTo(Guard.OPEN);
    }
    try (FakeKubernetes other = FakeKubernetes.start();
        Watched watched =
            new Watched(FakeClusters.of(other, "prod", Locality.ELSEWHERE, guards, Wish.NONE))) {
      assertThat(guard(watched).locked()).isTrue();
    }
  }

  @Test
  void readOnlyStaysSo() throws Exception {
    for (Locality locality : List.of(Locality.ELSEWHERE, Locality.MINIKUBE)) {
      try (Watched watched = watch(new Guards(true), locality)) {
        assertThat(guard(watched).canUnlock()).isFalse();
        assertThatThrownBy(() -> watched.cluster().apply(new Action.Unlock("server")))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("--read-only");
        assertNothingChanges(watched);
      }
    }
  }

  @Test
  void aLocalClusterIsOpen() throws Exception {
    try (Watched watched = watch(new Guards(false), Locality.KIND)) {
      assertThat(guard(watched)).isEqualTo(Guard.OPEN);
    }
  }
}
