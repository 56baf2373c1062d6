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
    try (Watched watched = start(1)) {
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
  void aKilledContainerRestartsInTheSamePod() throws Exception {
    try (Watched watched = start(2)) {
      Pod victim = watched.awaitReady(2).get(0);
      Address address = watched.address(victim);
      String firstId = idAt(watched, address);
      assertThat(watched.cluster().apply(new Action.Kill(victim.name(), true))).isEmpty();
      watched.eventually(
          () -> {
            Pod now = watched.pod(victim.name());
            assertThat(now.restarts()).isEqualTo(1);
            assertThat(now.isReady()).isTrue();
            assertThat(now.ip()).isEqualTo(victim.ip());
          });
      assertThat(watched.phases(victim.name()))
          .endsWith(Phase.READY, Phase.BACK_OFF, Phase.STARTING, Phase.READY);
      assertThat(idAt(watched, address)).isNotEqualTo(firstId);
      assertThat(watched.awaitReady(2)).extracting(Pod::name).contains(victim.name());
    }
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
