package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import io.grpc.NameResolver;
import io.grpc.ProxyDetector;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

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
  private NameLookup names = name -> answer("10.0.0.1");
  LbPolicy policy = LbPolicy.ROUND_ROBIN;
  long now = -1_000;

  ClientResolver resolver(Resolvers.Kind kind, Duration gate) {
    return kind.maker()
        .make(
            new ResolverSetup(
                "headless.test",
                9090,
                name -> names.lookup(name),
                Route.Direct::new,
                () -> Map.of("policy", policy.label()),
                () -> now,
                gate,
                lookups::add,
                this),
            args());
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

  void dns(String... ips) {
    names = name -> answer(ips);
  }

  void dnsFails(IOException failure) {
    names =
        name -> {
          throw failure;
        };
  }

  static DnsAnswer answer(String... ips) {
    return new DnsAnswer("headless.test", List.of(ips), Duration.ofSeconds(5), "test");
  }

  void pass(Duration time) {
    now += time.toNanos();
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
  public void refreshAsked(boolean discarded, Duration age) {
    log.add((discarded ? "discarded at " : "asked at ") + age.toSeconds() + " s");
  }

  @Override
  public void resolved(List<Address> addresses, DnsAnswer answer) {
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
