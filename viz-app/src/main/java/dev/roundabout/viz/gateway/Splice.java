package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
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

  /**
   * @param waker wakes the splicer for this splice
   */
  Splice(Duplex client, Duplex upstream, ByteBuffer early, Selector selector, Runnable waker)
      throws IOException {
    this.client = client;
    this.upstream = upstream;
    Duplex.Interest inClient = client.begin(selector, waker);
    Duplex.Interest inUpstream = upstream.begin(selector, waker);
    up = new Flow(client, inClient, upstream, inUpstream, early);
    down = new Flow(upstream, inUpstream, client, inClient, ByteBuffer.allocate(0));
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
