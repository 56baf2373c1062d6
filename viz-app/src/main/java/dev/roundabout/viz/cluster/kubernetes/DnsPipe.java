package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.gateway.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * DNS over one stream that is kept open, several queries at once: two bytes of length before each
 * message, and answers in any order (RFC 7766). Its state lives on the loop.
 */
final class DnsPipe implements AutoCloseable {
  private static final int LENGTH_BYTES = 2;
  private static final int ID_BYTES = 2;
  private static final int MAX_MESSAGE = 0xFFFF;

  private final PortForwardStream stream;
  private final Loop loop;
  private final Duplex.Interest interest;
  private final Map<Integer, Query> asked = new HashMap<>();
  private final Inbox toSend = new Inbox();
  private final ByteBuffer sending = ByteBuffer.allocate(4_096).flip();
  private final ByteBuffer receiving = ByteBuffer.allocate(LENGTH_BYTES + MAX_MESSAGE);
  private final AtomicBoolean turnWaits = new AtomicBoolean();
  private int lastId;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares queries
  private record Query(byte[] message, CompletableFuture<byte[]> answer) {
    int id() {
      return ByteBuffer.wrap(message).getShort();
    }
  }

  private DnsPipe(PortForwardStream stream, Loop loop) {
    this.stream = stream;
    this.loop = loop;
    this.interest = stream.begin(this::wake);
  }

  /** Takes a stream to a DNS server over. */
  static DnsPipe over(PortForwardStream stream, Loop loop) {
    DnsPipe pipe = new DnsPipe(stream, loop);
    pipe.wake();
    return pipe;
  }

  /**
   * Asks; any thread, does not block.
   *
   * @param message a query in wire format; its id is replaced on the way, so that two may be equal
   * @return the answer, with the query's id; fails with an {@link IOException} where the stream
   *     breaks before
   */
  CompletableFuture<byte[]> ask(byte[] message) {
    Query query = new Query(message, new CompletableFuture<>());
    loop.execute(() -> enqueue(query));
    return query.answer();
  }

  boolean isOver() {
    return stream.isOver();
  }

  private void wake() {
    if (turnWaits.compareAndSet(false, true)) {
      loop.execute(this::turn);
    }
  }

  private void enqueue(Query query) {
    do {
      lastId = (lastId + 1) & 0xFFFF;
    } while (asked.containsKey(lastId));
    asked.put(lastId, query);
    ByteBuffer framed = ByteBuffer.allocate(LENGTH_BYTES + query.message().length);
    framed.putShort((short) query.message().length).put(query.message());
    framed.putShort(LENGTH_BYTES, (short) lastId);
    toSend.add(framed.flip());
    turn();
  }

  private void turn() {
    turnWaits.set(false);
    try {
      send();
      receive();
    } catch (IOException broken) {
      giveUp(broken);
    }
  }

  private void send() throws IOException {
    boolean sent = true;
    while (sent && (sending.hasRemaining() || !toSend.isEmpty())) {
      if (!sending.hasRemaining()) {
        toSend.moveInto(sending.clear());
        sending.flip();
      }
      sent = stream.write(sending) > 0;
    }
    interest.inWriting(sending.hasRemaining());
  }

  private void receive() throws IOException {
    int count = stream.read(receiving);
    while (count > 0) {
      takeAnswers();
      count = stream.read(receiving);
    }
    if (count < 0) {
      throw new IOException("the DNS server closed the connection");
    }
    interest.inReading(true);
  }

  private void takeAnswers() throws IOException {
    receiving.flip();
    while (receiving.remaining() >= LENGTH_BYTES) {
      int length = Short.toUnsignedInt(receiving.getShort(receiving.position()));
      if (receiving.remaining() < LENGTH_BYTES + length) {
        break;
      }
      byte[] message = new byte[length];
      receiving.position(receiving.position() + LENGTH_BYTES).get(message);
      answer(message);
    }
    receiving.compact();
  }

  private void answer(byte[] message) throws IOException {
    if (message.length < ID_BYTES) {
      throw new IOException("the DNS server answered something that is not DNS");
    }
    ByteBuffer wire = ByteBuffer.wrap(message);
    Query query = asked.remove(Short.toUnsignedInt(wire.getShort(0)));
    if (query != null) {
      wire.putShort(0, (short) query.id());
      query.answer().complete(message);
    }
  }

  private void giveUp(IOException cause) {
    stream.reset();
    asked.values().forEach(query -> query.answer().completeExceptionally(cause));
    asked.clear();
  }

  /** Breaks it; what was asked fails. */
  @Override
  public void close() {
    stream.reset();
    wake();
  }
}
