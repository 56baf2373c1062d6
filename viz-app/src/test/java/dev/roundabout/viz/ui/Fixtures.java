package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Worlds for the window, folded from real facts. */
final class Fixtures {
  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"),
          "default",
          "server",
          "server-headless.default.svc.cluster.local",
          "server.default.svc.cluster.local",
          9090,
          9090);

  private static final List<String> NAMES = List.of("7g67b", "hl7ww", "l7hrp", "q9x2k", "tz4mn");
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private Snapshot snapshot;
  private Instant now = START;
  private Optional<LoadFixture> load = Optional.empty();

  private Fixtures(ClusterInfo info) {
    this.snapshot = Snapshot.empty(info, START);
  }

  static Fixtures world() {
    return of(INFO);
  }

  /** Another cluster, of which nothing is known yet. */
  static Fixtures of(ClusterInfo info) {
    return new Fixtures(info);
  }

  static String podName(int index) {
    return "server-6565dd7765-" + shortName(index);
  }

  static String shortName(int index) {
    if (index < NAMES.size()) {
      return NAMES.get(index);
    }
    StringBuilder name = new StringBuilder();
    long seed = 7_919L * index + 104_729;
    for (int i = 0; i < 5; i++) {
      name.append(ALPHABET.charAt((int) (seed % ALPHABET.length())));
      seed = seed / ALPHABET.length() + 31L * index;
    }
    return name.toString();
  }

  static Address address(int index) {
    return new Address("10.244.0." + (index + 12), 9090);
  }

  static List<Address> addresses(int count) {
    return IntStream.range(0, count).mapToObj(Fixtures::address).toList();
  }

  /** {@code count} pods, all of them resolved and serving under load. */
  static Fixtures serving(int count) {
    return world().serve(count);
  }

  Fixtures serve(int count) {
    return pods(0, count, Pod.Phase.READY).dns(count).resolved(count).traffic(count, 30);
  }

  /** Scaled from 3 to 5: DNS answers 5, the client holds 3. */
  static Fixtures notResolved() {
    return world()
        .pods(0, 3, Pod.Phase.READY)
        .dns(3)
        .resolved(3)
        .traffic(3, 30)
        .later(2_000)
        .apply(new SessionFact.Asked(START.plusSeconds(6), new Action.Scale(5)))
        .pods(3, 5, Pod.Phase.READY)
        .later(900)
        .dns(5)
        .traffic(3, 30);
  }

  static Fixtures pickFirst() {
    return world()
        .settings(s -> s.withPolicy(LbPolicy.PICK_FIRST))
        .pods(0, 3, Pod.Phase.READY)
        .dns(3)
        .resolved(3)
        .pickFirstTraffic(3, 0, 30);
  }

  static Fixtures clusterIp() {
    Fixtures world =
        world()
            .settings(s -> s.withService(ServiceKind.CLUSTER_IP).withLoad(new Load.Concurrent(64)))
            .pods(0, 3, Pod.Phase.READY);
    return world.clusterIpTraffic(1, 30);
  }

  /** 52 pods serve, 148 more are in DNS. */
  static Fixtures manyNotResolved() {
    return world().pods(0, 200, Pod.Phase.READY).dns(200).resolved(52).traffic(52, 12);
  }

  Fixtures later(long millis) {
    now = now.plusMillis(millis);
    return this;
  }

  Instant now() {
    return now;
  }

  Fixtures apply(Fact fact) {
    snapshot = snapshot.after(fact);
    return this;
  }

  Fixtures settings(UnaryOperator<Settings> change) {
    Settings next = change.apply(snapshot.client().settings());
    return apply(new ClientFact.SettingsSeen(now, next));
  }

  Fixtures pods(int from, int to, Pod.Phase phase) {
    for (int i = from; i < to; i++) {
      Optional<String> ip = Optional.of(address(i).ip());
      apply(new ClusterFact.PodSeen(now, new Pod(podName(i), ip, phase, "node-1", 0, now)));
    }
    int ready = phase == Pod.Phase.READY ? to : from;
    return apply(new ClusterFact.DeploymentSeen(now, to, ready));
  }

  Fixtures dns(int count) {
    List<String> ips = addresses(count).stream().map(Address::ip).toList();
    DnsAnswer answer =
        new DnsAnswer(INFO.headlessName(), ips, Duration.ofSeconds(5), "embedded DNS");
    apply(new ClusterFact.EndpointsSeen(now, ServiceKind.HEADLESS, addresses(count)));
    return apply(new ClusterFact.DnsSeen(now, ServiceKind.HEADLESS, answer));
  }

  Fixtures resolved(int count) {
    return apply(
        new ClientFact.Resolved(
            now,
            1,
            "dns:///" + INFO.headlessName() + ":9090",
            addresses(count),
            "embedded DNS",
            Duration.ofSeconds(5)));
  }

  /** Ticks of 100 ms with 20 calls each, round and round over the first pods. */
  Fixtures traffic(int pods, int ticks) {
    int[] targets = IntStream.range(0, pods).toArray();
    return ticks(new LoadFixture(targets, snapshot), ticks);
  }

  Fixtures pickFirstTraffic(int pods, int chosen, int ticks) {
    return ticks(new LoadFixture(new int[] {chosen}, snapshot).listing(addresses(pods)), ticks);
  }

  private Fixtures clusterIpTraffic(int chosen, int ticks) {
    Address vip = new Address("10.96.12.7", 9090);
    apply(
        new ClientFact.Resolved(
            now,
            1,
            "dns:///" + INFO.clusterIpName() + ":9090",
            List.of(vip),
            "embedded DNS",
            Duration.ofSeconds(5)));
    apply(new ClusterFact.Forwarded(now, LoadFixture.connection(chosen, vip), address(chosen)));
    return ticks(new LoadFixture(new int[] {chosen}, snapshot).through(vip), ticks);
  }

  private Fixtures ticks(LoadFixture newLoad, int ticks) {
    load = Optional.of(newLoad);
    newLoad.connect(now).forEach(this::apply);
    for (int i = 0; i < ticks; i++) {
      tick();
    }
    return this;
  }

  /** 100 ms more of the same load. */
  Fixtures tick() {
    later(100);
    load.ifPresent(l -> l.tick(now).forEach(this::apply));
    return this;
  }

  Fixtures failedCall() {
    later(100);
    return apply(LoadFixture.failure(now, snapshot.traffic().ledger().inFlight()));
  }

  /** Two calls that have not ended. */
  Fixtures hangingCalls() {
    later(100);
    return apply(LoadFixture.hanging(now, snapshot.traffic().ledger().inFlight()));
  }

  /** A load that starts anew, from what the world has counted. */
  LoadFixture newLoad(int pods) {
    return new LoadFixture(IntStream.range(0, pods).toArray(), snapshot);
  }

  Fixtures trouble() {
    return apply(
        new SessionFact.Trouble(
            now,
            "channelz poller",
            "the channel was shut down while it was read; restart the client"));
  }

  Snapshot snapshot() {
    return snapshot;
  }
}
