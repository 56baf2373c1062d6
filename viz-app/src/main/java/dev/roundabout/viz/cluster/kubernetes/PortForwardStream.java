package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.gateway.Duplex;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection to a port of a pod, through a web socket of the API server, in the protocol {@code
 * v4.channel.k8s.io}: binary messages, each behind a byte that names its channel, 0 for data and 1
 * for an error; the first message of a channel names the port.
 *
 * <p>Holds little in both directions: it asks the API for no more messages while {@link #MAX_AHEAD}
 * bytes wait here, and sends none while the one before is not out. A connection that is cut
 * meanwhile is found by {@link #KEEPALIVE} messages.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/kubelet/pkg/cri/streaming/portforward/websocket.go">the
 *     kubelet's side</a>
 */
final class PortForwardStream implements Duplex, WebSocket.Listener {
  static final String PROTOCOL = "v4.channel.k8s.io";

  /** Received bytes that may wait here. */
  static final int MAX_AHEAD = 256 * 1024;

  /** As the kubelet's own messages. */
  private static final int MESSAGE_BYTES = 32 * 1024;

  /** A web socket does not tell when a message is out: it is asked. */
  private static final Duration OUT_YET = Duration.ofNanos(200_000);

  /**
   * The protocol has no half-close, so a client that has finished may still hear the pod until it
   * has been silent for so long; containerd's own port-forward waits as long.
   */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /**
   * The JDK's web socket loses the end of a connection that comes while no message is asked for;
   * writing finds it, with the third message at the latest: the first is answered with a reset, the
   * second meets it.
   */
  private static final Duration KEEPALIVE = Duration.ofSeconds(1);

  private static final String BROKE = "the connection to the API server broke";

  /** Closed without a word (RFC 6455, section 7.4.1). */
  private static final int ABNORMAL = 1006;

  /**
   * What becomes of a stream, for those who do not read it themselves. Called in the middle of
   * things, on a thread of the API's client: it may not call back, nor block.
   */
  interface News {
    /** Nobody wants to know. */
    News UNHEARD =
        new News() {
          @Override
          public void spoke() {
            // whoever reads the stream sees it
          }

          @Override
          public void failed(String why) {
            // whoever reads the stream meets it
          }
        };

    /** The first bytes of the pod came. */
    void spoke();

    /** The node, or the API, breaks the stream off. */
    void failed(String why);
  }

  private static final byte DATA = 0;
  private static final byte ERROR = 1;
  private static final int CHANNELS = 2;

  private final Loop loop;
  private final Consumer<? super PortForwardStream> over;
  private final News news;
  private final Inbox received = new Inbox();
  private final boolean[] announced = new boolean[CHANNELS];
  private long messages;
  private boolean spoke;
  private boolean ended;
  private boolean readerWaits;
  private boolean askingWhetherOut;
  private Optional<IOException> failure = Optional.empty();
  private Optional<WebSocket> socket = Optional.empty();
  private Optional<WebSocket> paused = Optional.empty();
  private Runnable waker = () -> {};

  /**
   * @param loop for what comes later; none of it blocks
   * @param over called when the stream is over, on any thread, perhaps more than once
   */
  PortForwardStream(Loop loop, Consumer<? super PortForwardStream> over, News news) {
    this.loop = loop;
    this.over = over;
    this.news = news;
  }

  @Override
  public synchronized void onOpen(WebSocket opened) {
    socket = Optional.of(opened);
    if (isOver()) {
      opened.sendClose(1001, "not wanted any more");
      return;
    }
    keepAlive(opened);
  }

  private void keepAlive(WebSocket open) {
    loop.after(KEEPALIVE, () -> breakUnlessAlive(open));
  }

  /** The node reads nothing on the channel for errors, which are its own, and drops the message. */
  private synchronized void breakUnlessAlive(WebSocket open) {
    if (isOver()) {
      return;
    }
    if (isOut() && !open.send(ByteBuffer.allocate(1).put(ERROR).flip())) {
      breakOff(new IOException(BROKE));
      return;
    }
    keepAlive(open);
  }

  @Override
  public void onMessage(WebSocket from, ByteBuffer message) {
    if (take(from, message)) {
      from.request();
    }
  }

  /** Whether more may come. */
  private synchronized boolean take(WebSocket from, ByteBuffer message) {
    messages++;
    byte channel = message.hasRemaining() ? message.get() : -1;
    if (channel != DATA && channel != ERROR) {
      return refuse("the API server broke the port-forward protocol");
    }
    if (!announced[channel]) {
      announced[channel] = true;
      return true;
    }
    if (channel == ERROR) {
      return refuse(StandardCharsets.UTF_8.decode(message).toString().strip());
    }
    return keep(from, message);
  }

  private boolean refuse(String why) {
    if (!isOver()) {
      news.failed(why);
      breakOff(new IOException(why));
    }
    return false;
  }

  private boolean keep(WebSocket from, ByteBuffer data) {
    if (!spoke) {
      spoke = true;
      news.spoke();
    }
    received.add(data);
    wakeReader();
    if (received.bytes() < MAX_AHEAD) {
      return true;
    }
    paused = Optional.of(from);
    return false;
  }

  @Override
  public synchronized void onClose(WebSocket from, int code, String reason) {
    if (code == ABNORMAL) {
      fail(new IOException(BROKE));
      return;
    }
    ended = true;
    wakeReader();
    over.accept(this);
  }

  @Override
  public void onError(WebSocket from, Throwable cause) {
    fail(new IOException(BROKE, cause));
  }

  /** Breaks the stream, as when its pod is gone: its user meets this failure. Any thread. */
  synchronized void fail(IOException cause) {
    if (!isOver()) {
      breakOff(cause);
    }
  }

  private void breakOff(IOException cause) {
    failure = Optional.of(cause);
    received.clear();
    socket.ifPresent(open -> open.sendClose(1001, "over"));
    waker.run();
    over.accept(this);
  }

  /** No more can be sent. */
  synchronized boolean isOver() {
    return ended || failure.isPresent();
  }

  private void wakeReader() {
    if (readerWaits) {
      readerWaits = false;
      waker.run();
    }
  }

  @Override
  public Interest begin(Selector selector, Runnable wakesUser) {
    return begin(wakesUser);
  }

  /**
   * Like the other, for a user without a selector.
   *
   * @param wakesUser called in the middle of things: it may not call back, nor block
   */
  synchronized Interest begin(Runnable wakesUser) {
    waker = wakesUser;
    return new Wishes();
  }

  private final class Wishes implements Interest {
    @Override
    public void inReading(boolean wanted) {
      waitToRead(wanted);
    }

    @Override
    public void inWriting(boolean wanted) {
      if (wanted) {
        waitToWrite();
      }
    }
  }

  private synchronized void waitToRead(boolean wanted) {
    readerWaits = wanted;
    if (wanted && (!received.isEmpty() || isOver())) {
      wakeReader();
    }
  }

  private synchronized void waitToWrite() {
    if (!askingWhetherOut) {
      askingWhetherOut = true;
      loop.after(OUT_YET, this::askWhetherOut);
    }
  }

  private synchronized void askWhetherOut() {
    askingWhetherOut = false;
    if (isOver() || isOut()) {
      waker.run();
    } else {
      waitToWrite();
    }
  }

  private boolean isOut() {
    return socket.filter(open -> open.queueSize() == 0).isPresent();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    Optional<WebSocket> resumed;
    int count;
    synchronized (this) {
      throwFailure();
      if (received.isEmpty()) {
        return ended ? -1 : 0;
      }
      count = received.moveInto(into);
      resumed = paused.filter(open -> received.bytes() < MAX_AHEAD / 2);
      if (resumed.isPresent()) {
        paused = Optional.empty();
      }
    }
    resumed.ifPresent(WebSocket::request);
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer from) throws IOException {
    throwFailure();
    int before = from.position();
    if (ended) {
      // As a socket takes what its peer will not read: the client still has the last words to read.
      from.position(from.limit());
    }
    while (from.hasRemaining() && isOut()) {
      send(from);
    }
    return from.position() - before;
  }

  private void send(ByteBuffer from) throws IOException {
    int count = Math.min(from.remaining(), MESSAGE_BYTES);
    ByteBuffer message = ByteBuffer.allocate(1 + count).put(DATA);
    message.put(from.slice().limit(count)).flip();
    if (!socket.orElseThrow().send(message)) {
      throw new IOException("the API server no longer takes data for the pod");
    }
    from.position(from.position() + count);
  }

  private void throwFailure() throws IOException {
    if (failure.isPresent()) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
  }

  @Override
  public synchronized void finish() {
    if (!isOver()) {
      listenOn(messages);
    }
  }

  private void listenOn(long heard) {
    loop.after(LAST_WORDS, () -> endUnlessHeardSince(heard));
  }

  private synchronized void endUnlessHeardSince(long heard) {
    if (isOver()) {
      return;
    }
    if (messages > heard || !received.isEmpty()) {
      listenOn(messages);
      return;
    }
    close();
    wakeReader();
  }

  @Override
  public void reset() {
    fail(new IOException("closed"));
  }

  @Override
  public synchronized void close() {
    if (!isOver()) {
      socket.ifPresent(open -> open.sendClose(1000, "done"));
    }
    ended = true;
    over.accept(this);
  }
}
