package dev.roundabout.workload;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Knows the sockets of one server, so that they can end as those of a killed process do: reset by
 * TCP, without a word of HTTP/2, or stand still as those of a stopped one.
 *
 * <p>A connection is known from its registration with an event loop on; one that arrives after
 * {@link #reset()} is reset there.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of Netty: what fails to close is closed
final class Connections {

  private final Set<Channel> listening = ConcurrentHashMap.newKeySet();
  private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();
  private final ChannelHandler onAccept = new OnAccept();
  private final ChannelHandler onRegister = new OnRegister();
  private final ConnectionAges ages;
  private volatile boolean reset;
  private volatile boolean frozen;

  /**
   * @param ages told of every connection
   */
  Connections(ConnectionAges ages) {
    this.ages = ages;
  }

  /** Makes the listening channel; for {@code NettyServerBuilder.channelFactory}. */
  ServerChannel newServerChannel() {
    ServerChannel channel = new FreezableChannel.Listening();
    channel.pipeline().addLast(onAccept);
    listening.add(channel);
    return channel;
  }

  /**
   * Closes the port and resets every connection, from any thread. The future ends when the
   * operating system has closed them all; it completes on an event loop.
   */
  CompletableFuture<Void> reset() {
    reset = true;
    List<CompletableFuture<Void>> closings = new ArrayList<>();
    listening.forEach(channel -> closings.add(onLoop(channel, channel::close)));
    accepted.forEach(channel -> closings.add(onLoop(channel, () -> resetNow(channel))));
    return CompletableFuture.allOf(closings.toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Freezes every connection, and those that come, or lets them go on: the kernel accepts, and
   * nobody reads, writes or closes. From any thread; the future ends when all are.
   */
  CompletableFuture<Void> freeze(boolean next) {
    frozen = next;
    List<CompletableFuture<Void>> done = new ArrayList<>();
    listening.forEach(
        channel -> done.add(onLoop(channel, () -> channel.config().setAutoRead(!frozen))));
    accepted.forEach(channel -> done.add(onLoop(channel, () -> freezable(channel).freeze(frozen))));
    return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new));
  }

  private static FreezableChannel freezable(Channel channel) {
    return (FreezableChannel) channel;
  }

  /** A future that ends when the listening socket, closed before, is closed for the system too. */
  CompletableFuture<Void> settled() {
    List<CompletableFuture<Void>> closings = new ArrayList<>();
    listening.forEach(channel -> closings.add(onLoop(channel, channel::close)));
    return CompletableFuture.allOf(closings.toArray(CompletableFuture<?>[]::new));
  }

  /**
   * The JDK closes a socket that a selector knows only at the next select ({@code
   * SocketChannelImpl.implCloseNonBlockingMode}). A task scheduled on the loop runs after one.
   */
  private static CompletableFuture<Void> onLoop(Channel channel, Runnable action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            action.run();
          } finally {
            channel.eventLoop().schedule(() -> done.complete(null), 0, TimeUnit.NANOSECONDS);
          }
        };
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException loopEnded) {
      done.complete(null); // a loop closes all its sockets before it ends
    }
    return done;
  }

  /** On the channel's loop. Past the pipeline, whose HTTP/2 handler would send a GOAWAY first. */
  private static void resetNow(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.unsafe().voidPromise());
  }

  @ChannelHandler.Sharable
  private final class OnAccept extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((Channel) message).pipeline().addLast(onRegister);
      context.fireChannelRead(message);
    }
  }

  @ChannelHandler.Sharable
  private final class OnRegister extends ChannelDuplexHandler {
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      Channel channel = context.channel();
      accepted.add(channel);
      channel.closeFuture().addListener(closed -> accepted.remove(channel));
      ages.opened(channel);
      freezable(channel).freeze(frozen);
      if (reset) {
        channel.eventLoop().execute(() -> resetNow(channel));
      }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
      freezable(context.channel()).unfrozen(() -> context.close(promise));
    }
  }
}
