package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.ServiceKind;
import io.grpc.NameResolver;

/** The ways of re-resolving. To add one, write its resolver and add a line to {@link #maker}. */
final class Resolvers {
  private static final Maker ON_DISCONNECT =
      (setup, args, delivery) -> new OnDisconnectResolver(setup, delivery);
  private static final Maker POLL_DNS =
      (setup, args, delivery) -> new PollDnsResolver(setup, delivery);
  private static final Maker WATCH_ENDPOINTS =
      (setup, args, delivery) -> new WatchEndpointsResolver(setup, delivery);
  private static final Maker AS_SHIPPED = AsShippedResolver::new;

  private Resolvers() {}

  /** Makes the resolver of one mode, in the channel's SynchronizationContext. */
  @FunctionalInterface
  interface Maker {
    ModeResolver make(ResolverSetup setup, NameResolver.Args args, Delivery delivery);
  }

  /** The same maker means that the client does the same, so that nothing has to be exchanged. */
  static Maker maker(ResolverMode mode, ServiceKind service) {
    return switch (mode) {
      case ON_DISCONNECT, MAX_CONNECTION_AGE -> ON_DISCONNECT;
      case POLL_DNS -> POLL_DNS;
      // The one address of a ClusterIP stands in no EndpointSlice, and never changes.
      case WATCH_ENDPOINTS -> service == ServiceKind.HEADLESS ? WATCH_ENDPOINTS : ON_DISCONNECT;
      case AS_SHIPPED -> AS_SHIPPED;
    };
  }
}
