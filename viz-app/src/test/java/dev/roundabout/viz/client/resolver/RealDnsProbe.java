package dev.roundabout.viz.client.resolver;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceConfigs;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import io.grpc.NameResolver;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * The forked JVM of {@link RealDnsTest}: takes a resolver through a sequence of events and prints
 * what it does.
 *
 * <p>Whether a refresh asked is seen from the executor that lookups run on: both resolvers give it
 * a task at once or not at all.
 */
public final class RealDnsProbe {
  private static final String NAME = "pods.roundabout.test";
  private static final int PORT = 9090;

  private final String label;
  private final Duration gate;
  private final Path hosts;
  private final SynchronizationContext context =
      new SynchronizationContext((thread, failure) -> fail(failure));
  private final Queue<Runnable> lookups = new ArrayDeque<>();

  private RealDnsProbe(String label, Duration gate, Path hosts) {
    this.label = label;
    this.gate = gate;
    this.hosts = hosts;
  }

  /** Arguments: the gate in seconds, the hosts file. */
  public static void main(String[] args) throws Exception {
    // The JDK's own cache lies under grpc's; off, so that each lookup shows.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    Duration gate = Duration.ofSeconds(Long.parseLong(args[0]));
    Path hosts = Path.of(args[1]);
    RealDnsProbe dns = new RealDnsProbe("dns", gate, hosts);
    dns.run(dns.real());
    RealDnsProbe ours = new RealDnsProbe("ours", gate, hosts);
    ours.run(ours.ours(ResolverMode.ON_DISCONNECT));
    RealDnsProbe shipped = new RealDnsProbe("shipped", gate, hosts);
    shipped.run(shipped.ours(ResolverMode.AS_SHIPPED));
  }

  private void run(NameResolver resolver) throws IOException {
    dns(1, 2);
    say("start");
    event(() -> resolver.start(new Printer()));
    refresh("refresh", resolver);
    dns(1);
    waitForGate();
    refresh("late refresh", resolver);
    refresh("refresh", resolver);
    dns();
    waitForGate();
    refresh("late refresh", resolver);
    dns(1, 2, 3);
    refresh("refresh", resolver);
    context.execute(resolver::shutdown);
  }

  private void refresh(String what, NameResolver resolver) {
    say(what);
    event(resolver::refresh);
  }

  /** Lets the event happen, and then what comes of it. */
  private void event(Runnable event) {
    context.execute(event);
    say(lookups.isEmpty() ? "discarded" : "asked");
    while (!lookups.isEmpty()) {
      lookups.remove().run();
    }
  }

  /** Both measure the age of the answer with the JVM's own clock. */
  private void waitForGate() {
    long start = System.nanoTime();
    Duration late = gate.plusMillis(300);
    await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - start > late.toNanos());
  }

  private void dns(int... lasts) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int last : lasts) {
      text.append("10.0.0.").append(last).append(' ').append(NAME).append('\n');
    }
    Files.writeString(hosts, text);
  }

  private NameResolver real() {
    return NameResolverRegistry.getDefaultRegistry()
        .asFactory()
        .newNameResolver(URI.create("dns:///" + NAME + ":" + PORT), args());
  }

  private NameResolver ours(ResolverMode mode) {
    Resolving resolving = new Resolving(mode, Map.of(), gate, Resolving.MAX_POLL);
    return new ClientResolver(
        new ResolverSetup(
            1,
            ServiceKind.HEADLESS,
            NAME,
            PORT,
            fromHostsFile(),
            EndpointFeed.NONE,
            Route.Direct::new,
            () -> ServiceConfigs.of(Settings.initial()),
            () -> resolving,
            System::nanoTime,
            (wait, task) -> {},
            lookups::add,
            new Told()),
        args());
  }

  private NameResolver.Args args() {
    return NameResolver.Args.newBuilder()
        .setDefaultPort(PORT)
        .setProxyDetector(Recorded.noProxies())
        .setSynchronizationContext(context)
        .setServiceConfigParser(new NoConfig())
        .setOffloadExecutor(lookups::add)
        .build();
  }

  private static NameLookup fromHostsFile() {
    return name -> {
      try {
        List<String> ips =
            Stream.of(InetAddress.getAllByName(name)).map(InetAddress::getHostAddress).toList();
        return new DnsAnswer(name, ips, Duration.ZERO, "hosts file");
      } catch (UnknownHostException unknown) {
        throw new NameLookup.UnknownNameException(name);
      }
    };
  }

  private void say(String what) {
    System.out.println(label + " " + what);
  }

  private static void fail(Throwable failure) {
    failure.printStackTrace();
    System.exit(1);
  }

  private final class Printer extends NameResolver.Listener2 {
    @Override
    public void onResult(NameResolver.ResolutionResult result) {
      context.execute(() -> onResult2(result));
    }

    @Override
    public Status onResult2(NameResolver.ResolutionResult result) {
      say(
          "delivered "
              + (result.getAddressesOrError().hasValue()
                  ? result.getAddressesOrError().getValue().size()
                  : result.getAddressesOrError().getStatus().getCode()));
      return Status.OK;
    }

    @Override
    public void onError(Status error) {
      say("error " + error.getCode());
    }
  }

  private static final class NoConfig extends NameResolver.ServiceConfigParser {
    @Override
    public NameResolver.ConfigOrError parseServiceConfig(Map<String, ?> raw) {
      return NameResolver.ConfigOrError.fromConfig(raw);
    }
  }

  /** What the window would be told. */
  private final class Told implements ResolverEvents {
    @Override
    public void queried() {
      say("told queried");
    }

    @Override
    public void refreshAsked(boolean discarded, Duration age, Duration told) {
      say("told " + (discarded ? "discarded" : "asked") + ", gate " + told.toSeconds());
    }

    @Override
    public void resolved(List<Address> addresses, String source, Duration ttl) {
      say("told " + addresses.size());
    }

    @Override
    public void failed(String message) {
      say("told failure");
    }
  }
}
