package dev.roundabout.viz.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.proto.Res;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every kind of cluster keeps to. */
public abstract class ClusterContractTest {

  /** A cluster that has not started, with so many replicas. */
  protected abstract Cluster create(int replicas);

  /** Ends what {@link #create} began apart from the cluster itself. */
  protected void endWorld() {}

  private Watched start(int replicas) throws IOException {
    return new Watched(create(replicas));
  }

  @Test
  void bringsUpThePodsItIsAskedFor() throws Exception {
    try (Watched watched = start(3)) {
      List<Pod> pods = watched.awaitReady(3);
      assertThat(watched.snapshot().cluster().desired()).isEqualTo(3);
      assertThat(pods).extracting(pod -> pod.ip().orElseThrow()).doesNotHaveDuplicates();
      assertThat(pods).allSatisfy(pod -> assertThat(pod.node()).isNotEmpty());
    }
  }

  @Test
  void scalesUpDownAndToZero() throws Exception {
    try (Watched watched = start(2)) {
      watched.awaitReady(2);
      assertThat(watched.cluster().apply(new Action.Scale(5))).contains(new Action.Scale(2));
      watched.awaitReady(5);
      assertThat(watched.cluster().apply(new Action.Scale(1))).contains(new Action.Scale(5));
      watched.awaitReady(1);
      watched.cluster().apply(new Action.Scale(0));
      watched.awaitReady(0);
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
    }
  }

  @Test
  void podsPassThroughTheirPhasesInOrder() throws Exception {
    try (Watched watched = start(0)) {
      watched.awaitReady(0);
      watched.cluster().apply(new Action.Scale(1));
      String name = watched.awaitReady(1).get(0).name();
      watched.cluster().apply(new Action.Scale(0));
      watched.awaitReady(0);
      assertThat(watched.phases(name))
          .containsExactly(
              Phase.PENDING, Phase.CREATING, Phase.STARTING, Phase.READY, Phase.TERMINATING);
      assertThat(watched.facts(ClusterFact.PodGone.class))
          .extracting(ClusterFact.PodGone::name)
          .containsExactly(name);
    }
  }

  @Test
  void endpointsHoldReadyPodsOnly() throws Exception {
    try (Watched watched = start(3)) {
      watched.awaitReady(3);
      watched.cluster().apply(new Action.Kill(watched.names().get(0), true));
      watched.eventually(() -> assertThat(watched.readyPods()).hasSize(3));
      watched.awaitReady(3);
      for (ServiceKind kind : ServiceKind.values()) {
        watched.eventually(() -> assertThat(watched.endpoints(kind)).hasSize(3));
      }
      assertThat(watched.facts(ClusterFact.EndpointsSeen.class))
          .allSatisfy(seen -> assertThat(seen.ready()).hasSizeLessThanOrEqualTo(3));
    }
  }

  @Test
  void dnsFollowsTheEndpoints() throws Exception {
    try (Watched watched = start(2)) {
      for (int replicas : List.of(2, 4, 1)) {
        watched.cluster().apply(new Action.Scale(replicas));
        watched.awaitReady(replicas);
        watched.eventually(() -> assertThat(headless(watched)).isEqualTo(readyIps(watched)));
      }
      watched.cluster().apply(new Action.Scale(0));
      watched.eventually(
          () ->
              assertThatThrownBy(() -> headless(watched)).isInstanceOf(UnknownNameException.class));
    }
  }

  private static Set<String> headless(Watched watched) throws IOException {
    DnsAnswer answer = watched.cluster().names().lookup(watched.cluster().info().headlessName());
    assertThat(answer.ips()).doesNotHaveDuplicates();
    return new HashSet<>(answer.ips());
  }

  private static Set<String> readyIps(Watched watched) {
    Set<String> ips = new HashSet<>();
    watched.readyPods().forEach(pod -> ips.add(pod.ip().orElseThrow()));
    return ips;
  }

  @Test
  void aDeletedPodIsReplaced() throws Exception {
    try (Watched watched = start(3)) {
      List<Pod> before = watched.awaitReady(3);
      String victim = before.get(1).name();
      assertThat(watched.cluster().apply(new Action.Kill(victim, false))).isEmpty();
      watched.eventually(() -> assertThat(watched.names()).doesNotContain(victim));
      List<Pod> after = watched.awaitReady(3);
      assertThat(after).extracting(Pod::name).contains(before.get(0).name(), before.get(2).name());
      assertThat(watched.phases(victim)).endsWith(Phase.READY, Phase.TERMINATING);
    }
  }

  @Test
  void aRestartReplacesEveryPodAndKeepsMostOfThemReady() throws Exception {
    try (Watched watched = start(3)) {
      List<Pod> before = watched.awaitReady(3);
      assertThat(watched.cluster().apply(new Action.Restart())).isEmpty();
      for (Pod old : before) {
        watched.eventually(() -> assertThat(watched.names()).doesNotContain(old.name()));
      }
      watched.awaitReady(3);
      assertThat(
              watched.facts(ClusterFact.DeploymentSeen.class).stream()
                  .dropWhile(seen -> seen.ready() < 3))
          .allSatisfy(seen -> assertThat(seen.ready()).isBetween(3, 4));
    }
  }

  @Test
  void aDrainReplacesThePodsOfItsNodeAndNoOther() throws Exception {
    try (Watched watched = start(3)) {
      List<Pod> before = watched.awaitReady(3);
      String node = before.get(0).node();
      assertThat(watched.cluster().apply(new Action.Drain(node, false))).isEmpty();
      for (Pod old : before) {
        if (old.node().equals(node)) {
          watched.eventually(() -> assertThat(watched.names()).doesNotContain(old.name()));
        }
      }
      assertThat(watched.awaitReady(3))
          .extracting(Pod::name)
          .containsAll(
              before.stream().filter(pod -> !pod.node().equals(node)).map(Pod::name).toList());
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Drain("elsewhere", false)))
          .isInstanceOf(Cluster.RefusedException.class)
          .hasMessageContaining("node elsewhere");
    }
  }

  @Test
  void aPodKilledHardIsServedAgainByANewProcess() throws Exception {
    try (Watched watched = start(2)) {
      List<Pod> before = watched.awaitReady(2);
      Set<String> ids = ids(watched, before);
      Pod victim = before.get(0);
      String victimsId = idAt(watched, watched.address(victim));
      assertThat(watched.cluster().apply(new Action.Kill(victim.name(), true))).isEmpty();
      watched.eventually(() -> assertThat(hasDied(watched, victim)).isTrue());
      Set<String> now = ids(watched, watched.awaitReady(2));
      assertThat(now).hasSize(2).doesNotContain(victimsId).containsAnyElementsOf(ids);
      assertThat(watched.names()).contains(before.get(1).name());
    }
  }

  private static boolean hasDied(Watched watched, Pod victim) {
    return !watched.names().contains(victim.name()) || watched.pod(victim.name()).restarts() > 0;
  }

  private static Set<String> ids(Watched watched, List<Pod> pods) {
    Set<String> ids = new HashSet<>();
    pods.forEach(pod -> ids.add(idAt(watched, watched.address(pod))));
    return ids;
  }

  private static String idAt(Watched watched, Address address) {
    try (Caller caller = new Caller(watched.cluster().reach().to(address))) {
      return caller.call().getId();
    }
  }

  @Test
  void aRealCallReachesEachPod() throws Exception {
    try (Watched watched = start(3)) {
      for (Pod pod : watched.awaitReady(3)) {
        Route route = watched.cluster().reach().to(watched.address(pod));
        try (Caller caller = new Caller(route)) {
          Res answer = caller.call();
          assertThat(answer.getPod()).isEqualTo(pod.name());
          assertThat(answer.getNode()).isEqualTo(pod.node());
        }
      }
    }
  }

  @Test
  void theClusterIpGivesEachConnectionToOnePod() throws Exception {
    try (Watched watched = start(3)) {
      watched.awaitReady(3);
      Address clusterIp = clusterIp(watched);
      Set<String> reached = new HashSet<>();
      for (int connection = 0; connection < 40; connection++) {
        reached.add(podBehindOneConnection(watched, clusterIp));
      }
      assertThat(reached).hasSize(3); // all 40 to two pods: (2/3)^40 × 3 < 3e-7
    }
  }

  private static String podBehindOneConnection(Watched watched, Address clusterIp) {
    try (Caller caller = new Caller(watched.cluster().reach().to(clusterIp))) {
      Set<String> pods = new HashSet<>();
      for (int call = 0; call < 5; call++) {
        pods.add(caller.call().getPod());
      }
      assertThat(pods).hasSize(1);
      String pod = pods.iterator().next();
      Connection connection = new Connection(caller.local(), clusterIp);
      assertThat(watched.snapshot().podOf(connection).map(Pod::name)).contains(pod);
      assertThat(watched.facts(ClusterFact.Forwarded.class))
          .extracting(ClusterFact.Forwarded::connection)
          .containsOnlyOnce(connection);
      return pod;
    }
  }

  private static Address clusterIp(Watched watched) throws IOException {
    DnsAnswer answer = watched.cluster().names().lookup(watched.cluster().info().clusterIpName());
    return new Address(answer.ips().get(0), watched.cluster().info().clusterIpPort());
  }

  @Test
  void refusesWhatItCannotDo() throws Exception {
    try (Watched watched = start(1)) {
      watched.awaitReady(1);
      for (boolean hard : List.of(true, false)) {
        assertThatThrownBy(() -> watched.cluster().apply(new Action.Kill("server-none-here", hard)))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("server-none-here");
      }
      watched.awaitReady(1);
    }
  }

  @Test
  void closeLeavesNothingBehind() throws Exception {
    List<InetSocketAddress> listeners = new ArrayList<>();
    Watched watched = start(3);
    try (watched) {
      watched.awaitReady(3).forEach(pod -> listeners.add(dialled(watched, watched.address(pod))));
      listeners.add(dialled(watched, clusterIp(watched)));
      for (InetSocketAddress listener : listeners) {
        assertThat(Leftovers.listens(listener)).isTrue();
      }
      watched.cluster().apply(new Action.Kill(watched.names().get(0), true));
      watched.cluster().apply(new Action.Scale(6));
    }
    watched.cluster().close();
    endWorld();
    Leftovers.assertNoThreads();
    listeners.forEach(Leftovers::assertNobodyListens);
    assertThatThrownBy(() -> watched.cluster().apply(new Action.Scale(1)))
        .isInstanceOf(RefusedException.class);
  }

  private static InetSocketAddress dialled(Watched watched, Address target) {
    Route route = watched.cluster().reach().to(target);
    Address dialled = route instanceof Route.Tunnel tunnel ? tunnel.proxy() : target;
    return new InetSocketAddress(dialled.ip(), dialled.port());
  }
}
