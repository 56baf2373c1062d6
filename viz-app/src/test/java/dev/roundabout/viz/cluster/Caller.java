package dev.roundabout.viz.cluster;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Route;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolverRegistry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** A gRPC channel to one address, by the way that the cluster names. */
public final class Caller implements AutoCloseable {
  private final ManagedChannel channel;
  private volatile Attributes last = Attributes.EMPTY;

  public Caller(Route route) {
    NameResolverRegistry names = new NameResolverRegistry();
    names.register(new OneAddress(address(route)));
    channel =
        Grpc.newChannelBuilder("pod:///one", InsecureChannelCredentials.create(), names)
            .directExecutor()
            .intercept(new Remembering())
            .build();
  }

  private static SocketAddress address(Route route) {
    InetSocketAddress target = new InetSocketAddress(route.target().ip(), route.target().port());
    if (route instanceof Route.Tunnel tunnel) {
      return HttpConnectProxiedSocketAddress.newBuilder()
          .setProxyAddress(new InetSocketAddress(tunnel.proxy().ip(), tunnel.proxy().port()))
          .setTargetAddress(target)
          .setUsername(tunnel.user())
          .setPassword(tunnel.password())
          .build();
    }
    return target;
  }

  public Res call() {
    return ServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .get(Req.getDefaultInstance());
  }

  /** The client's end of the connection that served the last call. */
  public Address local() {
    InetSocketAddress local = (InetSocketAddress) last.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
    return new Address(local.getAddress().getHostAddress(), local.getPort());
  }

  private final class Remembering implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      ClientCall<Q, A> call = next.newCall(method, options);
      return new SimpleForwardingClientCall<>(call) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          super.start(
              new SimpleForwardingClientCallListener<>(listener) {
                @Override
                public void onHeaders(Metadata answer) {
                  last = call.getAttributes();
                  super.onHeaders(answer);
                }
              },
              headers);
        }
      };
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
