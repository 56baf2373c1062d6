package dev.roundabout.viz.client.resolver;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a channel the resolver that its builder brought along in {@link #FACTORY}; holds nothing
 * itself. gRPC finds it through {@code META-INF/services}.
 */
public final class InjectedResolverProvider extends NameResolverProvider {

  /** Scheme of the targets. People are shown {@code dns}, whose behaviour it has. */
  public static final String SCHEME = "roundabout";

  /** Set with {@code ManagedChannelBuilder.setNameResolverArg}. */
  public static final NameResolver.Args.Key<Factory> FACTORY =
      NameResolver.Args.Key.create("dev.roundabout.resolver");

  /** Called in the channel's SynchronizationContext, or while the channel is built. */
  @FunctionalInterface
  public interface Factory {
    NameResolver create(NameResolver.Args args);
  }

  @Override
  public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
    Factory factory = args.getArg(FACTORY);
    return SCHEME.equals(target.getScheme()) && factory != null ? factory.create(args) : null;
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 5;
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }
}
