package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * Two streams joined. A finished direction is passed on as finished, and an abnormal end of either
 * stream as a reset of the other, so that a client sees the same end as without the relay.
 *
 * <p>On the splicer's thread only.
 */
final class Splice {
  private final Duplex client;
  private final Duplex upstream;
  private final Flow up;
  private final Flow down;

  Splice(Duplex client, Duplex upstream, ByteBuffer early, Selector selector) throws IOException {
    this.client = client;
    this.upstream = upstream;
    up =
        new Flow(
            client,
            key(client.readable(), selector),
            upstream,
            key(upstream.writable(), selector),
            early);
    down =
        new Flow(
            upstream,
            key(upstream.readable(), selector),
            client,
            key(client.writable(), selector),
            ByteBuffer.allocate(0));
  }

  private SelectionKey key(SelectableChannel channel, Selector selector) throws IOException {
    channel.configureBlocking(false);
    SelectionKey known = channel.keyFor(selector);
    return known == null ? register(channel, selector) : known;
  }

  private SelectionKey register(SelectableChannel channel, Selector selector)
      throws ClosedChannelException {
    return channel.register(selector, 0, this);
  }

  /**
   * Moves what can be moved.
   *
   * @return false once the splice is over
   */
  boolean pump(ByteBuffer scratch) {
    try {
      up.pump(scratch);
      down.pump(scratch);
      if (!up.isFinished() || !down.isFinished()) {
        return true;
      }
      client.close();
      upstream.close();
    } catch (IOException | CancelledKeyException brokenOrClosed) {
      reset(); // which is how the other peer learns of it
    }
    return false;
  }

  void reset() {
    client.reset();
    upstream.reset();
  }
}
