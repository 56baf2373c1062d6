package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Caller;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Leftovers;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.dns.DnsObserver;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What only the embedded cluster promises, beyond the contract. */
final class LocalClusterTest {
  private static final Delay NEVER = new Delay(Duration.ofHours(1), 0);

  private static Watched start(LocalOptions options) throws IOException {
    return new Watched(new LocalCluster(options, "test"));
  }

  private static LocalOptions options(int replicas) {
    return LocalOptionsForTests.instant(replicas, Addressing.OWN_IPS, 11);
  }

  private static Delays delays(Delay start, Delay readiness, Delay dns, BackOff restart) {
    return new Delays(Delay.NONE, start, readiness, Delay.NONE, dns, Delay.NONE, restart);
  }

  private static SocketChannel connect(Address address) throws IOException {
    return SocketChannel.open(new InetSocketAddress(address.ip(), address.port()));
  }

  private static LocalCluster local(Watched watched) {
    return (LocalCluster) watched.cluster();
  }

  @Test
  void growsToTwoHundredAndBackToNone() throws Exception {
    try (Watched watched = start(options(200))) {
      watched.awaitReady(200);
      watched.eventually(() -> assertThat(dnsIps(watched)).hasSize(200));
      watched.cluster().apply(new Action.Scale(0));
      watched.awaitReady(0);
      assertThat(watched.facts(ClusterFact.PodGone.class)).hasSize(200);
    }
    Leftovers.assertNoThreads();
  }

  @Test
  void theClusterIpRefusesWhileNoPodIsReady() throws Exception {
    try (Watched watched = start(options(1))) {
      watched.awaitReady(1);
      Address clusterIp = local(watched).clusterIp();
      watched.eventually(() -> connect(clusterIp).close());
      watched.cluster().apply(new Action.Scale(0));
      watched.awaitReady(0);
      watched.eventually(
          () -> assertThatThrownBy(() -> connect(clusterIp)).isInstanceOf(ConnectException.class));
      watched.cluster().apply(new Action.Scale(1));
      watched.awaitReady(1);
      watched.eventually(() -> connect(clusterIp).close());
    }
  }

  @Test
  void aPodsDeathResetsItsConnectionsThroughTheClusterIp() throws Exception {
    try (Watched watched = start(options(1))) {
      Pod pod = watched.awaitReady(1).get(0);
      try (SocketChannel viaService = connect(local(watched).clusterIp());
          SocketChannel direct = connect(watched.address(pod))) {
        // The server speaks first (HTTP/2 SETTINGS), so both connections stand.
        assertThat(viaService.read(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(direct.read(ByteBuffer.allocate(1))).isEqualTo(1);
        watched.cluster().apply(new Action.Kill(pod.name(), true));
        for (SocketChannel socket : List.of(viaService, direct)) {
          assertThatThrownBy(() -> readToEnd(socket))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("reset");
        }
      }
    }
  }

  private static void readToEnd(SocketChannel socket) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1_024);
    while (socket.read(buffer.clear()) >= 0) {
      buffer.clear();
    }
  }

  @Test
  void aDeletedPodEndsItsConnectionsInOrder() throws Exception {
    try (Watched watched = start(options(1))) {
      Pod pod = watched.awaitReady(1).get(0);
      try (SocketChannel viaService = connect(local(watched).clusterIp());
          SocketChannel direct = connect(watched.address(pod))) {
        assertThat(viaService.read(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(direct.read(ByteBuffer.allocate(1))).isEqualTo(1);
        watched.cluster().apply(new Action.Kill(pod.name(), false));
        readToEnd(viaService);
        readToEnd(direct);
      }
    }
  }

  @Test
  void aKilledContainerRestartsInTheSamePod() throws Exception {
    try (Watched watched = start(options(2))) {
      Pod victim = watched.awaitReady(2).get(0);
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
      assertThat(watched.awaitReady(2)).extracting(Pod::name).contains(victim.name());
    }
  }

  @Test
  void everyPodFollowsTheAgeOfConnectionsNewOnesAndThoseThatStartAgainToo() throws Exception {
    Optional<ConnectionAge> age =
        Optional.of(new ConnectionAge(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(1))));
    try (Watched watched = start(options(1))) {
      Pod first = watched.awaitReady(1).get(0);
      try (Caller caller = caller(watched, first)) {
        Address before = localAfterCall(caller);
        assertThat(watched.cluster().apply(new Action.SetConnectionAge(age)))
            .contains(new Action.SetConnectionAge(Optional.empty()));
        watched.eventually(() -> assertThat(localAfterCall(caller)).isNotEqualTo(before));
      }
      assertThat(watched.snapshot().cluster().connectionAge()).isEqualTo(age);
      watched.cluster().apply(new Action.Scale(2));
      Pod second = watched.awaitReady(2).get(1);
      assertConnectionsEnd(watched, second);
      watched.cluster().apply(new Action.Kill(first.name(), true));
      watched.eventually(() -> assertThat(watched.pod(first.name()).restarts()).isEqualTo(1));
      watched.awaitReady(2);
      assertConnectionsEnd(watched, first);
    }
  }

  private static void assertConnectionsEnd(Watched watched, Pod pod) {
    try (Caller caller = caller(watched, pod)) {
      Address before = localAfterCall(caller);
      watched.eventually(() -> assertThat(localAfterCall(caller)).isNotEqualTo(before));
    }
  }

  private static Caller caller(Watched watched, Pod pod) {
    return new Caller(watched.cluster().reach().to(watched.address(pod)));
  }

  private static Address localAfterCall(Caller caller) {
    caller.call();
    return caller.local();
  }

  @Test
  void aContainerThatDiedWaitsForItsRestartAndServesNobody() throws Exception {
    BackOff hours = new BackOff(NEVER.mean(), NEVER.mean(), NEVER.mean(), 0);
    LocalOptions options = options(2).withDelays(delays(Delay.NONE, Delay.NONE, Delay.NONE, hours));
    try (Watched watched = start(options)) {
      Pod victim = watched.awaitReady(2).get(0);
      watched.cluster().apply(new Action.Kill(victim.name(), true));
      assertThat(watched.pod(victim.name()).phase()).isEqualTo(Phase.BACK_OFF);
      watched.eventually(() -> assertThat(watched.endpoints(ServiceKind.HEADLESS)).hasSize(1));
      assertThat(watched.pods()).hasSize(2);
      Leftovers.assertNobodyListens(
          new InetSocketAddress(victim.ip().orElseThrow(), watched.cluster().info().podPort()));
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Kill(victim.name(), true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("CrashLoopBackOff");
      watched.cluster().apply(new Action.Scale(1));
      assertThat(watched.awaitReady(1)).extracting(Pod::name).doesNotContain(victim.name());
    }
  }

  @Test
  void aPodWithoutContainerCannotBeKilledHardButDeleted() throws Exception {
    LocalOptions options =
        options(0).withDelays(delays(NEVER, Delay.NONE, Delay.NONE, BackOff.NONE));
    try (Watched watched = start(options)) {
      watched.cluster().apply(new Action.Scale(1));
      watched.eventually(
          () -> assertThat(watched.pods()).extracting(Pod::phase).containsExactly(Phase.CREATING));
      String name = watched.names().get(0);
      assertThat(watched.pod(name).ip()).isEmpty();
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Kill(name, true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("ContainerCreating");
      watched.cluster().apply(new Action.Kill(name, false));
      watched.eventually(() -> assertThat(watched.names()).hasSize(1).doesNotContain(name));
    }
  }

  @Test
  void aPodThatIsNotReadyIsInNoEndpointsAndGoesFirst() throws Exception {
    LocalOptions options =
        options(0).withDelays(delays(Delay.NONE, NEVER, Delay.NONE, BackOff.NONE));
    try (Watched watched = start(options)) {
      watched.cluster().apply(new Action.Scale(2));
      watched.eventually(
          () ->
              assertThat(watched.pods())
                  .extracting(Pod::phase)
                  .containsExactly(Phase.STARTING, Phase.STARTING));
      assertThat(watched.endpoints(ServiceKind.HEADLESS)).isEmpty();
      assertThat(watched.snapshot().cluster().ready()).isZero();
      String oldest = watched.facts(ClusterFact.PodSeen.class).get(0).pod().name();
      watched.cluster().apply(new Action.Scale(1));
      watched.eventually(() -> assertThat(watched.names()).containsExactly(oldest));
    }
  }

  @Test
  void thePodsItBeginsWithAreThereAtOnceWhateverTheDelays() throws Exception {
    LocalOptions options = options(2).withDelays(delays(NEVER, NEVER, NEVER, BackOff.NONE));
    try (Watched watched = start(options)) {
      assertThat(watched.cluster().names().lookup(watched.cluster().info().headlessName()).ips())
          .hasSize(2);
      watched.cluster().apply(new Action.Scale(3));
      watched.eventually(
          () -> assertThat(watched.pods()).extracting(Pod::phase).contains(Phase.CREATING));
    }
  }

  @Test
  void dnsIsLateByItsOwnDelay() throws Exception {
    LocalOptions options =
        options(0).withDelays(delays(Delay.NONE, Delay.NONE, NEVER, BackOff.NONE));
    try (Watched watched = start(options)) {
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
      assertThatThrownBy(
              () -> watched.cluster().names().lookup(watched.cluster().info().headlessName()))
          .hasMessageContaining("no such name");
    }
  }

  @Test
  void anObserverReportsWhatDnsAnswers() throws Exception {
    List<Fact> seen = new CopyOnWriteArrayList<>();
    try (Watched watched = start(options(2))) {
      watched.awaitReady(2);
      DnsObserver observer =
          new DnsObserver(
              watched.cluster().names(),
              watched.cluster().info(),
              InstantSource.system(),
              Duration.ofMillis(5),
              seen::add);
      observer.start();
      watched.eventually(() -> assertThat(lastAnswer(seen)).isEqualTo(ips(watched)));
      watched.cluster().apply(new Action.Scale(3));
      watched.awaitReady(3);
      watched.eventually(() -> assertThat(lastAnswer(seen)).isEqualTo(ips(watched)));
      observer.close();
    }
    assertThat(seen).noneMatch(SessionFact.Trouble.class::isInstance);
  }

  private static Set<String> lastAnswer(List<Fact> facts) {
    Set<String> last = new HashSet<>();
    for (Fact fact : facts) {
      if (fact instanceof ClusterFact.DnsSeen dns && dns.service() == ServiceKind.HEADLESS) {
        last.clear();
        last.addAll(dns.answer().ips());
      }
    }
    return last;
  }

  private static Set<String> ips(Watched watched) {
    Set<String> ips = new HashSet<>();
    watched.readyPods().forEach(pod -> ips.add(pod.ip().orElseThrow()));
    return ips;
  }

  @Test
  void twoAtOnceNeverMeet() throws Exception {
    for (Addressing addressing : List.of(Addressing.OWN_IPS, Addressing.SHARED)) {
      try (Watched one = start(LocalOptionsForTests.instant(5, addressing, 3));
          Watched other = start(LocalOptionsForTests.instant(5, addressing, 3))) {
        one.awaitReady(5);
        other.awaitReady(5);
        assertThat(local(one).dns()).isNotEqualTo(local(other).dns());
        one.cluster().apply(new Action.Kill(one.names().get(0), true));
        one.cluster().apply(new Action.Scale(0));
        one.awaitReady(0);
        other.awaitReady(5);
        assertThat(other.facts(ClusterFact.PodSeen.class))
            .extracting(seen -> seen.pod().phase())
            .doesNotContain(Phase.BACK_OFF, Phase.TERMINATING);
        DnsClient dns = client(local(other).dns());
        String name = other.cluster().info().headlessName();
        other.eventually(() -> assertThat(dns.lookup(name).ips()).hasSize(5));
      }
    }
  }

  private static DnsClient client(Address dns) {
    return DnsClient.over(dns, "DNS", Duration.ofSeconds(10), System::nanoTime, new Random(1));
  }

  @Test
  void ownAddressesOfTwoAreDisjoint() throws Exception {
    try (Watched one = start(options(3));
        Watched other = start(options(3))) {
      one.awaitReady(3);
      other.awaitReady(3);
      assertThat(ips(one)).doesNotContainAnyElementsOf(ips(other));
      assertThat(local(one).clusterIp()).isNotEqualTo(local(other).clusterIp());
    }
  }

  @Test
  void sharedAddressingGoesThroughAGatewayOnLoopback() throws Exception {
    try (Watched watched = start(LocalOptionsForTests.instant(1, Addressing.SHARED, 3))) {
      Pod pod = watched.awaitReady(1).get(0);
      Address address = watched.address(pod);
      Route route = watched.cluster().reach().to(address);
      assertThat(route).isInstanceOf(Route.Tunnel.class);
      Route.Tunnel tunnel = (Route.Tunnel) route;
      assertThat(tunnel.target()).isEqualTo(address);
      assertThat(tunnel.proxy().ip()).isEqualTo("127.0.0.1");
      assertThat(tunnel.password()).hasSizeGreaterThanOrEqualTo(32);
      Leftovers.assertNobodyListens(new InetSocketAddress(address.ip(), address.port()));
    }
  }

  @Test
  void noPasswordFollowsFromASeed() throws Exception {
    Set<String> passwords = new HashSet<>();
    for (int run = 0; run < 3; run++) {
      try (Watched watched = start(LocalOptionsForTests.instant(0, Addressing.SHARED, 3))) {
        Route route = watched.cluster().reach().to(local(watched).clusterIp());
        passwords.add(((Route.Tunnel) route).password());
      }
    }
    assertThat(passwords).hasSize(3);
  }

  @Test
  void startsOnce() throws Exception {
    try (Watched watched = start(options(0))) {
      assertThatThrownBy(() -> watched.cluster().start(fact -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> new LocalCluster(options(0), "test").names())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aHundredRandomStepsEndWithTheRightPods() throws Exception {
    for (Addressing addressing : List.of(Addressing.OWN_IPS, Addressing.SHARED)) {
      Random random = new Random(20_261_101);
      try (Watched watched = start(LocalOptionsForTests.instant(4, addressing, 5))) {
        watched.awaitReady(4);
        int desired = 4;
        for (int step = 0; step < 100; step++) {
          desired = randomStep(watched, random, desired);
        }
        List<Pod> pods = watched.awaitReady(desired);
        assertThat(pods).extracting(pod -> pod.ip().orElseThrow()).doesNotHaveDuplicates();
        watched.eventually(() -> assertThat(dnsIps(watched)).isEqualTo(ips(watched)));
        long created =
            watched.facts(ClusterFact.PodSeen.class).stream()
                .map(seen -> seen.pod().name())
                .distinct()
                .count();
        assertThat(watched.facts(ClusterFact.PodGone.class)).hasSize((int) created - desired);
      }
    }
    Leftovers.assertNoThreads();
  }

  private static Set<String> dnsIps(Watched watched) throws IOException {
    return new HashSet<>(
        watched.cluster().names().lookup(watched.cluster().info().headlessName()).ips());
  }

  /** A scale or a kill; a kill may come too late for its pod, and is refused then. */
  private static int randomStep(Watched watched, Random random, int desired) throws Exception {
    List<String> names = watched.names();
    if (names.isEmpty() || random.nextInt(3) == 0) {
      int replicas = 1 + random.nextInt(12);
      watched.cluster().apply(new Action.Scale(replicas));
      return replicas;
    }
    String name = names.get(random.nextInt(names.size()));
    try {
      watched.cluster().apply(new Action.Kill(name, random.nextBoolean()));
    } catch (RefusedException tooLate) {
      assertThat(tooLate).hasMessageContaining(name);
    }
    return desired;
  }
}
