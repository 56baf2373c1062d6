package dev.roundabout.workload;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundBuffer;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A connection that can be frozen as SIGSTOP freezes those of a process: what its peer sends stays
 * with the kernel, what it has to say stays here, and it is not closed. On its event loop only.
 */
final class FreezableChannel extends NioSocketChannel {
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean frozen;

  FreezableChannel(Channel parent, SocketChannel socket) {
    super(parent, socket);
  }

  /** Freezes it, or lets it go on where it was. */
  void freeze(boolean next) {
    if (next == frozen) {
      return;
    }
    frozen = next;
    config().setAutoRead(!next);
    if (!next && isOpen()) {
      ((AbstractNioUnsafe) unsafe()).forceFlush();
      for (Runnable task = held.poll(); task != null; task = held.poll()) {
        task.run();
      }
    }
  }

  /** Runs this now, or as soon as it goes on. */
  void unfrozen(Runnable task) {
    if (frozen) {
      held.add(task);
    } else {
      task.run();
    }
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
    if (frozen) {
      // Otherwise the selector would offer room for them again and again.
      clearOpWrite();
      return;
    }
    super.doWrite(waiting);
  }

  /** A listening socket whose connections can be frozen. */
  static final class Listening extends NioServerSocketChannel {

    /** As {@link NioServerSocketChannel} does it, but for the kind of the channel. */
    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      SocketChannel socket = javaChannel().accept();
      if (socket == null) {
        return 0;
      }
      accepted.add(new FreezableChannel(this, socket));
      return 1;
    }
  }
}
