package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import io.grpc.NameResolver;
import io.grpc.ProxyDetector;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A resolver's surroundings, in which nothing happens but what the test does. */
final class Recorded implements ResolverEvents {
  static final Duration GATE = Duration.ofSeconds(30);

  final List<String> log = new ArrayList<>();
  final SynchronizationContext context =
      new SynchronizationContext(
          (thread, failure) -> {
            throw new AssertionError(failure);
          });
  private final Queue<Runnable> lookups = new ArrayDeque<>();
  private final PriorityQueue<Waiting> waits =
      new PriorityQueue<>(Comparator.comparing(Waiting::due));
  private final List<Consumer<List<Address>>> watchers = new ArrayList<>();
  private NameLookup names;
  private List<Address> endpoints;
  LbPolicy policy = LbPolicy.ROUND_ROBIN;
  Resolving resolving = Resolving.DEFAULT;
  int queries;
  long now = -1_000;

  private record Waiting(long due, Runnable task) {}

  Recorded() {
    dns("10.0.0.1");
    endpoints("10.0.0.1");
  }

  ClientResolver resolver(ResolverMode mode, Duration gate) {
    resolving = new Resolving(mode, Map.of(), gate, resolving.pollInterval());
    return new ClientResolver(
        new ResolverSetup(
            1,
            ServiceKind.HEADLESS,
            "headless.test",
            9090,
            name -> names.lookup(name),
            this::subscribe,
            Route.Direct::new,
            () -> Map.of("policy", policy.label()),
            () -> resolving,
            () -> now,
            (wait, task) -> waits.add(new Waiting(now + wait.toNanos(), task)),
            lookups::add,
            this),
        args());
  }

  private Runnable subscribe(ServiceKind service, Consumer<List<Address>> watcher) {
    watchers.add(watcher);
    watcher.accept(endpoints);
    return () -> watchers.remove(watcher);
  }

  /** Switches the mode, as the client does on its live channel. */
  void use(ClientResolver resolver, ResolverMode mode) {
    resolving = new Resolving(mode, Map.of(), resolving.gate(), resolving.pollInterval());
    resolver.settingsChanged();
    answerLookups();
  }

  int watchers() {
    return watchers.size();
  }

  private NameResolver.Args args() {
    return NameResolver.Args.newBuilder()
        .setDefaultPort(80)
        .setProxyDetector(noProxies())
        .setSynchronizationContext(context)
        .setServiceConfigParser(new RawConfig())
        .build();
  }

  static ProxyDetector noProxies() {
    return target -> null;
  }

  /** What DNS answers from now on. */
  void dns(String... ips) {
    names = name -> new DnsAnswer(name, List.of(ips), Duration.ofSeconds(5), "test");
  }

  void dnsFails(IOException failure) {
    names =
        name -> {
          throw failure;
        };
  }

  /** What the EndpointSlices say from now on. */
  void endpoints(String... ips) {
    endpoints = Stream.of(ips).map(ip -> new Address(ip, 9090)).toList();
    List.copyOf(watchers).forEach(watcher -> watcher.accept(endpoints));
  }

  /** Both at once, so that a resolver finds it whomever it asks. */
  void world(String... ips) {
    dns(ips);
    endpoints(ips);
  }

  /** Lets time go by; what was to be done then is done at its time. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (!waits.isEmpty() && waits.peek().due() <= end) {
      Waiting next = waits.remove();
      now = next.due();
      next.task().run();
      answerLookups();
    }
    now = end;
  }

  int waiting() {
    return lookups.size();
  }

  /** Runs the lookups that were asked for. */
  void answerLookups() {
    while (!lookups.isEmpty()) {
      lookups.remove().run();
    }
  }

  NameResolver.Listener2 listener() {
    return new Heard();
  }

  @Override
  public void queried() {
    queries++;
  }

  @Override
  public void refreshAsked(boolean discarded, Duration age, Duration gate) {
    log.add((discarded ? "discarded at " : "asked at ") + age.toSeconds() + " s");
  }

  @Override
  public void resolved(List<Address> addresses, String source, Duration ttl) {
    log.add("resolved " + addresses);
  }

  @Override
  public void failed(String message) {
    log.add("failed: " + message);
  }

  private static final class RawConfig extends NameResolver.ServiceConfigParser {
    @Override
    public NameResolver.ConfigOrError parseServiceConfig(Map<String, ?> raw) {
      return NameResolver.ConfigOrError.fromConfig(raw);
    }
  }

  private final class Heard extends NameResolver.Listener2 {
    @Override
    public void onResult(NameResolver.ResolutionResult result) {
      throw new AssertionError("onResult2 tells the resolver whether the result was taken");
    }

    @Override
    public Status onResult2(NameResolver.ResolutionResult result) {
      context.throwIfNotInThisSynchronizationContext();
      log.add(
          result.getAddressesOrError().hasValue()
              ? "delivered "
                  + result.getAddressesOrError().getValue().size()
                  + " "
                  + result.getServiceConfig().getConfig()
              : "delivered " + result.getAddressesOrError().getStatus().getCode());
      return Status.OK;
    }

    @Override
    public void onError(Status error) {
      throw new AssertionError("errors go through onResult2");
    }
  }
}
