package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.client.load.Meter;
import dev.roundabout.viz.client.resolver.Endpoints;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClientFact.Connected;
import dev.roundabout.viz.model.ClientFact.Disconnected;
import dev.roundabout.viz.model.ClientFact.FirstRequest;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.Fact;
import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientTransportFilter;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.internal.GrpcAttributes;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionBookTest {
  private static final Address LOCAL = new Address("127.0.0.1", 44668);
  private static final Address ONE = new Address("127.51.1.16", 9090);
  private static final Address OTHER = new Address("127.51.1.179", 9090);
  private static final Address PROXY = new Address("127.0.0.1", 3128);

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final List<Fact> facts = new ArrayList<>();
  private final ConnectionBook book = new ConnectionBook(new Meter(CLOCK, () -> 0L), () -> false);
  private final ChannelFacts channel = new ChannelFacts(1, "", CLOCK, facts::add);
  private final ClientTransportFilter filter = book.of(channel);

  @Test
  void two_connections_from_one_local_port_keep_their_own_pods() {
    filter.transportReady(socket(ONE, ONE));
    Attributes second = filter.transportReady(socket(OTHER, OTHER));
    Connection toOne = new Connection(LOCAL, ONE);
    Connection toOther = new Connection(LOCAL, OTHER);
    assertThat(book.known(toOne)).isEqualTo(toOne);
    assertThat(book.known(toOther)).isEqualTo(toOther);

    filter.transportTerminated(second);
    assertThat(book.known(toOne)).isEqualTo(toOne);
  }

  @Test
  void a_tunnelled_connection_is_known_by_its_pod_for_as_long_as_it_lives() {
    Connection seen = new Connection(LOCAL, PROXY);
    Attributes ready = filter.transportReady(socket(PROXY, ONE));
    assertThat(book.known(seen)).isEqualTo(new Connection(LOCAL, ONE));
    filter.transportTerminated(ready);
    assertThat(book.known(seen)).isEqualTo(seen);
  }

  @Test
  void the_first_request_of_a_connection_is_told_once() {
    Attributes one = filter.transportReady(socket(ONE, ONE));
    Attributes other = filter.transportReady(socket(OTHER, OTHER));
    ClientStreamTracer tracer =
        book.ofRequests(given -> {})
            .newClientStreamTracer(
                ClientStreamTracer.StreamInfo.newBuilder().build(), new Metadata());
    tracer.streamCreated(one, new Metadata());
    tracer.streamCreated(one, new Metadata());
    tracer.streamCreated(other, new Metadata());
    filter.transportTerminated(one);
    Connection toOne = new Connection(LOCAL, ONE);
    Connection toOther = new Connection(LOCAL, OTHER);
    assertThat(facts)
        .containsExactly(
            new Connected(Instant.EPOCH, 1, toOne),
            new Connected(Instant.EPOCH, 1, toOther),
            new FirstRequest(Instant.EPOCH, 1, toOne),
            new FirstRequest(Instant.EPOCH, 1, toOther),
            new Disconnected(Instant.EPOCH, 1, toOne));
  }

  @Test
  void a_retired_channel_is_not_told_of() {
    channel.mute();
    filter.transportTerminated(filter.transportReady(socket(ONE, ONE)));
    assertThat(facts).isEmpty();
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
