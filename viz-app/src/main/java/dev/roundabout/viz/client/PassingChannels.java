package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.ChannelPerCall;
import dev.roundabout.viz.model.Load;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The channels, over all clients, that carry one call each; those that wait to go among them. */
final class PassingChannels {
  private final Consumer<ClientChannel> leave;
  private final Set<ClientChannel> all = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param leave told when a channel's call has ended
   */
  PassingChannels(Consumer<ClientChannel> leave) {
    this.leave = leave;
  }

  /**
   * For the calls of one client.
   *
   * @param opener opens a channel; any thread
   */
  ChannelPerCall of(Supplier<ClientChannel> opener) {
    return new ChannelPerCall() {
      @Override
      public boolean hasRoom() {
        return all.size() < Load.MAX_PASSING;
      }

      @Override
      public Channel open() {
        return passing(opener.get());
      }
    };
  }

  /** It is gone, or will be at once. */
  void gone(ClientChannel channel) {
    all.remove(channel);
  }

  /** Every one that is left; one that is opened from now on fails its call. */
  List<ClientChannel> close() {
    closed = true;
    return List.copyOf(all);
  }

  private Channel passing(ClientChannel channel) {
    all.add(channel);
    // Facts of many short lives would drown the others: the connections are in the books all the
    // same.
    channel.retire();
    if (closed) {
      channel.channel().shutdownNow();
    }
    return ClientInterceptors.intercept(channel.channel(), new Leaving(channel));
  }

  private final class Leaving implements ClientInterceptor {
    private final ClientChannel channel;

    Leaving(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          super.start(ending(listener), headers);
        }
      };
    }

    private <A> ClientCall.Listener<A> ending(ClientCall.Listener<A> listener) {
      return new SimpleForwardingClientCallListener<>(listener) {
        @Override
        public void onClose(Status status, Metadata trailers) {
          leave.accept(channel);
          super.onClose(status, trailers);
        }
      };
    }
  }
}
