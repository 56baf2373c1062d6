package dev.roundabout.viz.client;

import dev.roundabout.viz.client.resolver.ClientResolver;
import dev.roundabout.viz.client.resolver.InjectedResolverProvider;
import dev.roundabout.viz.client.resolver.ResolverSetup;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.KeepAlive;
import dev.roundabout.viz.model.ServiceConfigs;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolver;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Builds the channels of one client under test. */
final class Channels {
  /** Enough for channelz to tell how a subchannel got where it is; each reading copies them. */
  private static final int TRACE_EVENTS = 10;

  private final ClientSetup setup;
  private final Supplier<Settings> settings;
  private final Executor lookups;
  private final ResolverSetup.Timer timer;

  /**
   * @param settings of now; resolvers follow them whenever they deliver
   * @param lookups runs blocking DNS queries
   * @param timer runs what resolvers do later
   */
  Channels(
      ClientSetup setup, Supplier<Settings> settings, Executor lookups, ResolverSetup.Timer timer) {
    this.setup = setup;
    this.settings = settings;
    this.lookups = lookups;
    this.timer = timer;
  }

  /** As people know it: {@code dns:///server-headless.default.svc.cluster.local:9090}. */
  String shownTarget(ServiceKind service) {
    return "dns:///" + address(service);
  }

  /** A channel as the client under test uses it. It does not connect yet. */
  ClientChannel observed(int client, ServiceKind service, ConnectionBook book) {
    CurrentResolver current = new CurrentResolver();
    ChannelFacts facts =
        new ChannelFacts(client, shownTarget(service), setup.clock(), setup.sink());
    ManagedChannel channel =
        builder(client, service, args -> current.keep(resolver(client, service, facts, args)))
            .addTransportFilter(book.of(facts))
            .maxTraceEvents(TRACE_EVENTS)
            .build();
    return new ClientChannel(channel, current, facts);
  }

  /** The same, with the Service of now. */
  ClientChannel observed(int client, ConnectionBook book) {
    return observed(client, settings.get().service(), book);
  }

  /** A channel that nobody watches, for comparison. It does not connect yet. */
  ManagedChannel bare(ServiceKind service) {
    ChannelFacts nobody = new ChannelFacts(0, "", setup.clock(), fact -> {});
    return builder(0, service, args -> resolver(0, service, nobody, args)).build();
  }

  private ManagedChannelBuilder<?> builder(
      int client, ServiceKind service, InjectedResolverProvider.Factory resolvers) {
    String target =
        InjectedResolverProvider.SCHEME
            + ":///"
            + address(service)
            // channelz shows the target: this tells which client of which run a channel belongs to.
            + "#"
            + setup.key()
            + "/"
            + client;
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
            .directExecutor()
            .setNameResolverArg(InjectedResolverProvider.FACTORY, resolvers);
    return settings.get().switches().contains(GrpcSwitch.KEEPALIVE)
        ? builder
            .keepAliveTime(KeepAlive.TIME.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KeepAlive.TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .keepAliveWithoutCalls(true)
        : builder;
  }

  private ClientResolver resolver(
      int client, ServiceKind service, ChannelFacts facts, NameResolver.Args args) {
    return new ClientResolver(
        new ResolverSetup(
            client,
            service,
            setup.info().nameOf(service),
            setup.info().portOf(service),
            setup.names(),
            setup.endpoints(),
            setup.reach(),
            () -> ServiceConfigs.of(settings.get()),
            () -> settings.get().resolving(),
            setup.ticker(),
            timer,
            lookups,
            facts),
        args);
  }

  private String address(ServiceKind service) {
    return setup.info().nameOf(service) + ":" + setup.info().portOf(service);
  }
}
