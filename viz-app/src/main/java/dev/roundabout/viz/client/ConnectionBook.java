package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.Meter;
import dev.roundabout.viz.client.load.StreamCount;
import dev.roundabout.viz.client.load.Tracers;
import dev.roundabout.viz.client.resolver.Endpoints;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Connection;
import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientTransportFilter;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.internal.GrpcAttributes;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's own account of its connections: what each leads to, how many streams it was given,
 * and when it got its first.
 *
 * <p>A connection's count travels in its transport's attributes, so that counting a stream costs
 * one look-up by identity. Its target comes with the address that the resolver made, because
 * through a tunnel Netty's remote address is that of the proxy.
 */
final class ConnectionBook implements Tracers {
  private static final Attributes.Key<OpenConnection> OPEN =
      Attributes.Key.create("dev.roundabout.connection");

  private final Meter meter;

  /**
   * By what the socket itself says. A local address alone does not do: the system gives the same
   * port to connections to different pods.
   */
  private final Map<Connection, Connection> bySocket = new ConcurrentHashMap<>();

  private final ClientStreamTracer.Factory watches = new WatchTracers();
  private final BooleanSupplier healthWatched;
  private final Set<OpenConnection> open = ConcurrentHashMap.newKeySet();

  /**
   * @param healthWatched whether gRPC opens a health watch on each connection
   */
  ConnectionBook(Meter meter, BooleanSupplier healthWatched) {
    this.meter = meter;
    this.healthWatched = healthWatched;
  }

  /** Keeps the book for one channel, and tells of its connections. */
  ClientTransportFilter of(ChannelFacts facts) {
    return new Filter(facts);
  }

  /** The same connection with the address it leads to, where it is one of the client's. */
  Connection known(Connection raw) {
    return bySocket.getOrDefault(raw, raw);
  }

  /** gRPC opens a health watch on every connection there is. */
  void healthWatchesBegin() {
    meter.healthWatches(open.size());
  }

  /**
   * The transport tells which connection it is, so that a sender needs no more than two tracers.
   */
  @Override
  public ClientStreamTracer.Factory ofRequests(Consumer<? super StreamCount> given) {
    ClientStreamTracer first = new RequestTracer(given, false);
    return new ClientStreamTracer.Factory() {
      @Override
      public ClientStreamTracer newClientStreamTracer(
          ClientStreamTracer.StreamInfo info, Metadata headers) {
        return info.getPreviousAttempts() == 0 && !info.isTransparentRetry()
            ? first
            : new RequestTracer(given, true);
      }
    };
  }

  @Override
  public ClientStreamTracer.Factory ofWatches() {
    return watches;
  }

  private static Optional<Connection> socketOf(Attributes attributes) {
    Optional<Address> local = address(attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR));
    Optional<Address> remote = address(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    return local.flatMap(from -> remote.map(to -> new Connection(from, to)));
  }

  private static Optional<Connection> connectionOf(Attributes attributes) {
    Optional<Address> local = address(attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR));
    Optional<Address> target =
        Optional.ofNullable(attributes.get(GrpcAttributes.ATTR_CLIENT_EAG_ATTRS))
            .map(group -> group.get(Endpoints.TARGET))
            .or(() -> address(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
    return local.flatMap(from -> target.map(to -> new Connection(from, to)));
  }

  private static Optional<Address> address(@Nullable SocketAddress raw) {
    return raw instanceof InetSocketAddress inet && inet.getAddress() != null
        ? Optional.of(new Address(inet.getAddress().getHostAddress(), inet.getPort()))
        : Optional.empty();
  }

  private final class Filter extends ClientTransportFilter {
    private final ChannelFacts facts;

    Filter(ChannelFacts facts) {
      this.facts = facts;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
      return connectionOf(attributes)
          .map(connection -> opened(attributes, connection))
          .orElse(attributes);
    }

    private Attributes opened(Attributes attributes, Connection connection) {
      socketOf(attributes).ifPresent(socket -> bySocket.put(socket, connection));
      OpenConnection opened =
          new OpenConnection(connection, meter.open(facts.client(), connection), facts);
      open.add(opened);
      if (healthWatched.getAsBoolean()) {
        meter.healthWatches(1);
      }
      return attributes.toBuilder().set(OPEN, opened).build();
    }

    @Override
    public void transportTerminated(Attributes attributes) {
      Optional.ofNullable(attributes.get(OPEN))
          .ifPresent(
              closed -> {
                open.remove(closed);
                closed.close();
              });
      socketOf(attributes).ifPresent(bySocket::remove);
    }
  }

  private final class RequestTracer extends ClientStreamTracer {
    private final Consumer<? super StreamCount> given;
    private final boolean again;

    RequestTracer(Consumer<? super StreamCount> given, boolean again) {
      this.given = given;
      this.again = again;
    }

    @Override
    public void streamCreated(Attributes transport, Metadata headers) {
      OpenConnection connection = transport.get(OPEN);
      if (connection != null) {
        given.accept(connection.streams());
        meter.streamCreated(connection.streams(), again);
        connection.used();
      }
    }
  }

  private final class WatchTracers extends ClientStreamTracer.Factory {
    private final ClientStreamTracer tracer =
        new ClientStreamTracer() {
          @Override
          public void streamCreated(Attributes transport, Metadata headers) {
            Optional.ofNullable(transport.get(OPEN))
                .ifPresent(connection -> meter.watchCreated(connection.streams()));
          }
        };

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return tracer;
    }
  }
}
