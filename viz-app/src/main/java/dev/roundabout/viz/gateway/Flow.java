package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One direction of a spliced connection. Holds bytes only while the receiver is slower than the
 * sender, and reads nothing more until it has written them: the back-pressure of TCP passes
 * through.
 */
final class Flow {
  private static final ByteBuffer NOTHING_WAITS = ByteBuffer.allocate(0);

  private final Duplex from;
  private final Duplex to;
  private final Duplex.Interest source;
  private final Duplex.Interest sink;
  private ByteBuffer waiting;
  private boolean ended;
  private boolean finished;

  /**
   * @param early bytes that go ahead of everything else
   */
  Flow(Duplex from, Duplex.Interest source, Duplex to, Duplex.Interest sink, ByteBuffer early) {
    this.from = from;
    this.source = source;
    this.to = to;
    this.sink = sink;
    this.waiting = early;
  }

  /** The sender has finished and the receiver has been told. */
  boolean isFinished() {
    return finished;
  }

  /**
   * Moves what can be moved without waiting.
   *
   * @param scratch shared by all flows of a thread; left empty
   */
  void pump(ByteBuffer scratch) throws IOException {
    if (waiting.hasRemaining()) {
      to.write(waiting);
    }
    if (!waiting.hasRemaining() && !ended) {
      waiting = NOTHING_WAITS;
      readOnce(scratch);
    }
    if (ended && !waiting.hasRemaining() && !finished) {
      finished = true;
      to.finish();
    }
    source.inReading(!ended && !waiting.hasRemaining());
    sink.inWriting(waiting.hasRemaining());
  }

  private void readOnce(ByteBuffer scratch) throws IOException {
    scratch.clear();
    ended = from.read(scratch) < 0;
    scratch.flip();
    to.write(scratch);
    if (scratch.hasRemaining()) {
      waiting = ByteBuffer.allocate(scratch.remaining()).put(scratch).flip();
    }
  }
}
