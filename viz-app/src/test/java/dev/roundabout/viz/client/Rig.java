package dev.roundabout.viz.client;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.channelz.ChannelzPoller;
import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Traffic;
import dev.roundabout.workload.ServerOptions;
import dev.roundabout.workload.ServerThreads;
import dev.roundabout.workload.WorkloadServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;

/**
 * Real servers on their own loopback addresses, a list that stands for DNS, and a client under test
 * whose facts are folded as the window's are.
 */
public final class Rig implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();

  private final ServerThreads threads = new ServerThreads();
  private final Map<Integer, WorkloadServer> servers = new TreeMap<>();
  private final String block;
  private final int port;
  private final List<Fact> facts = new ArrayList<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private final List<ClientUnderTest> clients = new ArrayList<>();
  private final Feed endpoints = new Feed();
  private volatile List<String> answer = List.of();
  private Snapshot snapshot;

  /** Pods 1 to n, each in DNS. */
  public static Rig of(int pods) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Rig rig =
        new Rig("127." + random.nextInt(100, 250) + "." + random.nextInt(1, 250) + ".", freePort());
    for (int pod = 1; pod <= pods; pod++) {
      rig.startPod(pod);
    }
    rig.answer(rig.ips(pods));
    return rig;
  }

  private Rig(String block, int port) {
    this.block = block;
    this.port = port;
    this.snapshot = Snapshot.empty(info(), CLOCK.instant());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public ClusterInfo info() {
    return new ClusterInfo(
        ClusterInfo.Origin.embedded("rig"),
        "default",
        "server",
        "headless.test",
        "clusterip.test",
        port,
        port);
  }

  public int port() {
    return port;
  }

  public String ip(int pod) {
    return block + pod;
  }

  public static String podName(int pod) {
    return "server-rig-" + pod;
  }

  public void startPod(int pod) throws IOException {
    ServerOptions options =
        ServerOptions.at(new InetSocketAddress(ip(pod), port)).withPod(podName(pod));
    servers.put(pod, WorkloadServer.start(options, threads));
    seen(pod, Pod.Phase.READY);
  }

  /** Its connections are reset. */
  public void kill(int pod) {
    take(pod).kill().join();
    seen(pod, Pod.Phase.BACK_OFF);
  }

  /** It lets its calls end. */
  public void drain(int pod) {
    take(pod).drain().join();
    seen(pod, Pod.Phase.TERMINATING);
  }

  /** It accepts and never answers, or goes on. */
  public void freeze(int pod, boolean frozen) {
    Optional.ofNullable(servers.get(pod)).orElseThrow().freeze(frozen).join();
  }

  private WorkloadServer take(int pod) {
    return Optional.ofNullable(servers.remove(pod)).orElseThrow();
  }

  /** The pod is there, though the rig runs no server in it. */
  public void ready(int pod) {
    seen(pod, Pod.Phase.READY);
  }

  /** What the window says happened. */
  public List<String> events() {
    return snapshot().events().stream().map(Event::text).toList();
  }

  private void seen(int pod, Pod.Phase phase) {
    Instant now = CLOCK.instant();
    sink(
        new ClusterFact.PodSeen(
            now, new Pod(podName(pod), Optional.of(ip(pod)), phase, "node", 0, now)));
  }

  /** From now on DNS answers these, and the EndpointSlices name them. */
  public void answer(List<String> ips) {
    answer = List.copyOf(ips);
    endpoints.tell(ips.stream().map(ip -> new Address(ip, port)).toList());
  }

  public List<String> ips(int pods) {
    List<String> ips = new ArrayList<>();
    for (int pod = 1; pod <= pods; pod++) {
      ips.add(ip(pod));
    }
    return ips;
  }

  /** For the headless name all that DNS answers, for the other the first pod alone. */
  public NameLookup names() {
    return name -> {
      lookups.incrementAndGet();
      List<String> ips = name.equals("headless.test") ? answer : List.of(ip(1));
      return new DnsAnswer(name, ips, Duration.ofSeconds(5), "rig");
    };
  }

  public int lookups() {
    return lookups.get();
  }

  public ClientSetup setup(Settings settings) {
    return new ClientSetup(
        UUID.randomUUID().toString(),
        names(),
        endpoints,
        Route.Direct::new,
        info(),
        CLOCK,
        System::nanoTime,
        this::sink,
        settings);
  }

  /** A client that was started; closed with the rig. */
  public ClientUnderTest client(Settings settings) {
    return client(setup(settings));
  }

  public ClientUnderTest client(ClientSetup setup) {
    ClientUnderTest client = new ClientUnderTest(setup);
    clients.add(client);
    client.start();
    return client;
  }

  /** A paused client with one call in flight at a time once it runs. */
  public ClientUnderTest paused(UnaryOperator<Settings> change) {
    return client(change.apply(quiet()));
  }

  public static Settings quiet() {
    return Settings.initial().withLoad(new Load.Sequential(Duration.ZERO)).withRunning(false);
  }

  public static ChannelzReader reader(ClientUnderTest client) {
    return new ChannelzReader(client.channelzKey(), client::known, System::nanoTime);
  }

  /** Reads channelz as the window's session does; not started yet. */
  public ChannelzPoller poller(ChannelzReader reader) {
    return new ChannelzPoller(reader, CLOCK, System::nanoTime, Duration.ofMillis(33), this::sink);
  }

  public void see(ChannelzReader reader) {
    sink(new ChannelzSeen(CLOCK.instant(), reader.read()));
    reader.news(CLOCK.instant()).forEach(this::sink);
  }

  /** For a machine that is slow and busy. */
  public static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(40));
  }

  /** Reads channelz until so many subchannels are READY. */
  public void awaitReady(ChannelzReader reader, int subchannels) {
    eventually()
        .until(
            () -> {
              see(reader);
              return snapshot().client().channels().stream()
                      .flatMap(channel -> channel.subchannels().stream())
                      .filter(subchannel -> subchannel.state() == Connectivity.READY)
                      .filter(subchannel -> subchannel.connected().isPresent())
                      .count()
                  == subchannels;
            });
  }

  public synchronized void sink(Fact fact) {
    facts.add(fact);
    snapshot = snapshot.after(fact);
  }

  public synchronized Snapshot snapshot() {
    return snapshot;
  }

  public synchronized <F extends Fact> List<F> facts(Class<F> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public List<LoadTick> ticks() {
    return facts(LoadTick.class);
  }

  public List<ClientFact.Resolved> resolved() {
    return facts(ClientFact.Resolved.class);
  }

  /** With what channelz has counted by now, which the books have from their next tick on. */
  public PodTraffic pod(int pod) {
    Traffic traffic = snapshot().traffic();
    PodTraffic got = traffic.pod(podName(pod));
    long attempts = traffic.attempts().byPod().getOrDefault(podName(pod), 0L);
    return new PodTraffic(attempts, got.streams(), got.answers(), got.perSecond(), got.latency());
  }

  public Address address(int pod) {
    return new Address(ip(pod), port);
  }

  public static void all(ClientUnderTest client, Action.OnClient... actions) {
    for (Action.OnClient action : actions) {
      client.apply(action);
    }
  }

  @Override
  public void close() {
    clients.forEach(ClientUnderTest::close);
    servers.values().stream().map(WorkloadServer::kill).toList().forEach(CompletableFuture::join);
    threads.close();
  }

  /** EndpointSlices of the headless Service. */
  private static final class Feed implements EndpointFeed {
    private final List<Consumer<List<Address>>> listeners = new ArrayList<>();
    private Optional<List<Address>> known = Optional.empty();

    synchronized void tell(List<Address> ready) {
      known = Optional.of(ready);
      listeners.forEach(listener -> listener.accept(ready));
    }

    @Override
    public synchronized Runnable subscribe(ServiceKind service, Consumer<List<Address>> listener) {
      listeners.add(listener);
      known.ifPresent(listener);
      return () -> remove(listener);
    }

    private synchronized void remove(Consumer<List<Address>> listener) {
      listeners.remove(listener);
    }
  }
}
