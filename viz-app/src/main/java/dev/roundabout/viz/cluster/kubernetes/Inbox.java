package dev.roundabout.viz.cluster.kubernetes;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that came and have not been read. Not for several threads at once. */
final class Inbox {
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int bytes;

  void add(ByteBuffer data) {
    if (data.hasRemaining()) {
      waiting.add(data);
      bytes += data.remaining();
    }
  }

  int bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Moves as much as fits, and tells how much that was. */
  int moveInto(ByteBuffer into) {
    int before = into.position();
    while (into.hasRemaining() && !waiting.isEmpty()) {
      ByteBuffer first = waiting.element();
      int count = Math.min(first.remaining(), into.remaining());
      into.put(first.slice().limit(count));
      first.position(first.position() + count);
      if (!first.hasRemaining()) {
        waiting.remove();
      }
    }
    int moved = into.position() - before;
    bytes -= moved;
    return moved;
  }

  void clear() {
    waiting.clear();
    bytes = 0;
  }
}
