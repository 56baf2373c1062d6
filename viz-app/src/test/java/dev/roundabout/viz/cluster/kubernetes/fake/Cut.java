package dev.roundabout.viz.cluster.kubernetes.fake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Ends a connection as a broken line or a dying process does, with a reset and without a close
 * frame of web sockets. Vert.x offers only the polite way, hence its inner interface.
 */
final class Cut {
  private Cut() {}

  static void now(HttpConnection connection) {
    Channel channel = ((HttpServerConnection) connection).channelHandlerContext().channel();
    channel.eventLoop().execute(() -> reset(channel));
  }

  private static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.unsafe().close(channel.newPromise());
    }
  }
}
