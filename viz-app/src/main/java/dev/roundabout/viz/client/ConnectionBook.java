package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.Meter;
import dev.roundabout.viz.client.load.StreamCount;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The client's own account of its connections: what each leads to, and how many streams it was
 * given.
 *
 * <p>A connection's count travels in its transport's attributes, so that counting a stream costs
 * one look-up by identity. Its target comes with the address that the resolver made, because
 * through a tunnel Netty's remote address is that of the proxy.
 */
final class ConnectionBook extends ClientTransportFilter {
  private static final Attributes.Key<StreamCount> COUNT =
      Attributes.Key.create("dev.roundabout.streams");

  private final Meter meter;

  /**
   * By what the socket itself says. A local address alone does not do: the system gives the same
   * port to connections to different pods.
   */
  private final Map<Connection, Connection> bySocket = new ConcurrentHashMap<>();

  private final ClientStreamTracer tracer = new Tracer();

  ConnectionBook(Meter meter) {
    this.meter = meter;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    return connectionOf(attributes)
        .map(
            connection -> {
              socketOf(attributes).ifPresent(socket -> bySocket.put(socket, connection));
              return attributes.toBuilder().set(COUNT, meter.open(connection)).build();
            })
        .orElse(attributes);
  }

  @Override
  public void transportTerminated(Attributes attributes) {
    Optional.ofNullable(attributes.get(COUNT)).ifPresent(StreamCount::close);
    socketOf(attributes).ifPresent(bySocket::remove);
  }

  /** The same connection with the address it leads to, where it is one of the client's. */
  Connection known(Connection raw) {
    return bySocket.getOrDefault(raw, raw);
  }

  /** One tracer without a state for every attempt: the transport tells which connection it is. */
  ClientStreamTracer.Factory tracers() {
    return new ClientStreamTracer.Factory() {
      @Override
      public ClientStreamTracer newClientStreamTracer(
          ClientStreamTracer.StreamInfo info, Metadata headers) {
        return tracer;
      }
    };
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

  private final class Tracer extends ClientStreamTracer {
    @Override
    public void streamCreated(Attributes transport, Metadata headers) {
      StreamCount count = transport.get(COUNT);
      if (count != null) {
        meter.streamCreated(count);
      }
    }
  }
}
