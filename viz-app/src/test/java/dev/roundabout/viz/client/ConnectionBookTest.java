package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.client.load.Meter;
import dev.roundabout.viz.client.resolver.Endpoints;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Connection;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.internal.GrpcAttributes;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ConnectionBookTest {
  private static final Address LOCAL = new Address("127.0.0.1", 44668);
  private static final Address ONE = new Address("127.51.1.16", 9090);
  private static final Address OTHER = new Address("127.51.1.179", 9090);
  private static final Address PROXY = new Address("127.0.0.1", 3128);

  private final ConnectionBook book =
      new ConnectionBook(new Meter(InstantSource.fixed(Instant.EPOCH), () -> 0L));

  @Test
  void two_connections_from_one_local_port_keep_their_own_pods() {
    book.transportReady(socket(ONE, ONE));
    Attributes second = book.transportReady(socket(OTHER, OTHER));
    Connection toOne = new Connection(LOCAL, ONE);
    Connection toOther = new Connection(LOCAL, OTHER);
    assertThat(book.known(toOne)).isEqualTo(toOne);
    assertThat(book.known(toOther)).isEqualTo(toOther);

    book.transportTerminated(second);
    assertThat(book.known(toOne)).isEqualTo(toOne);
  }

  @Test
  void a_tunnelled_connection_is_known_by_its_pod_for_as_long_as_it_lives() {
    Connection seen = new Connection(LOCAL, PROXY);
    Attributes ready = book.transportReady(socket(PROXY, ONE));
    assertThat(book.known(seen)).isEqualTo(new Connection(LOCAL, ONE));
    book.transportTerminated(ready);
    assertThat(book.known(seen)).isEqualTo(seen);
  }

  private static Attributes socket(Address remote, Address target) {
    return Attributes.newBuilder()
        .set(Grpc.TRANSPORT_ATTR_LOCAL_ADDR, new InetSocketAddress(LOCAL.ip(), LOCAL.port()))
        .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, new InetSocketAddress(remote.ip(), remote.port()))
        .set(
            GrpcAttributes.ATTR_CLIENT_EAG_ATTRS,
            Attributes.newBuilder().set(Endpoints.TARGET, target).build())
        .build();
  }
}
