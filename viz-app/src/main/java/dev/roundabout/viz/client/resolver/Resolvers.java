package dev.roundabout.viz.client.resolver;

import io.grpc.NameResolver;
import java.util.List;

/** The ways of re-resolving. To add one, write its resolver and add a line to {@link #ALL}. */
public final class Resolvers {

  /** gRPC's default: asks again only when a connection breaks. */
  public static final Kind ON_DISCONNECT = new Kind("on disconnect", OnDisconnectResolver::new);

  public static final List<Kind> ALL = List.of(ON_DISCONNECT);

  private Resolvers() {}

  /** Makes one resolver for one channel. */
  @FunctionalInterface
  public interface Maker {
    ClientResolver make(ResolverSetup setup, NameResolver.Args args);
  }

  /**
   * One way of re-resolving.
   *
   * @param label what the window calls it
   */
  public record Kind(String label, Maker maker) {}
}
