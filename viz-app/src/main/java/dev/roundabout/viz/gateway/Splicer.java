package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Joins pairs of connections and moves their bytes, all on one thread. */
public final class Splicer implements AutoCloseable {
  /** Enough that one read takes what a TCP socket commonly holds. */
  private static final int SCRATCH_BYTES = 128 * 1024;

  private final Selector selector;
  private final Thread thread;
  private final Consumer<? super Exception> trouble;
  private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
  private final Set<Turn> living = new HashSet<>();
  private final Queue<Turn> woken = new ConcurrentLinkedQueue<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Joining(Duplex client, Duplex upstream, ByteBuffer early) {
    void reset() {
      client.reset();
      upstream.reset();
    }
  }

  /**
   * @param threadName of the thread that is started
   * @param trouble told where that thread fails; called on it
   */
  public Splicer(String threadName, Consumer<? super Exception> trouble) throws IOException {
    this.selector = Selector.open();
    this.trouble = trouble;
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Joins two streams until both are finished or one breaks. Any thread; the streams belong to the
   * splicer from here on.
   *
   * @param early bytes that the client has sent already
   */
  public void splice(Duplex client, Duplex upstream, ByteBuffer early) {
    joining.add(new Joining(client, upstream, early));
    selector.wakeup();
    if (closed.get()) {
      resetJoining();
    }
  }

  private void run() {
    try (selector) {
      while (!closed.get()) {
        selector.select(key -> pump((Turn) key.attachment()));
        pumpWoken();
        join();
      }
      living.forEach(Turn::reset);
      selector.selectNow(); // a registered socket is closed for the system by the next select
    } catch (IOException | RuntimeException failure) {
      trouble.accept(failure);
    } finally {
      closed.set(true);
      resetJoining();
    }
  }

  /** Those that wait in line now: who lines up meanwhile comes after the selected ones. */
  private void pumpWoken() {
    for (int waiting = woken.size(); waiting > 0; waiting--) {
      Turn next = woken.remove();
      next.begins();
      pump(next);
    }
  }

  private void pump(Turn turn) {
    if (living.contains(turn) && !turn.pump(scratch)) {
      living.remove(turn);
    }
  }

  private void join() {
    for (Joining next = joining.poll(); next != null; next = joining.poll()) {
      try {
        Turn turn = new Turn(next);
        living.add(turn);
        pump(turn);
      } catch (IOException | CancelledKeyException brokenBefore) {
        next.reset();
      }
    }
  }

  /** A splice, and whether it waits in line; running it puts it there, from any thread. */
  private final class Turn implements Runnable {
    private final Splice splice;
    private final AtomicBoolean waits = new AtomicBoolean();

    Turn(Joining joining) throws IOException {
      splice = new Splice(joining.client(), joining.upstream(), joining.early(), selector, this);
    }

    @Override
    public void run() {
      if (waits.compareAndSet(false, true)) {
        woken.add(this);
        selector.wakeup();
      }
    }

    void begins() {
      waits.set(false);
    }

    boolean pump(ByteBuffer scratch) {
      return splice.pump(scratch);
    }

    void reset() {
      splice.reset();
    }
  }

  private void resetJoining() {
    for (Joining next = joining.poll(); next != null; next = joining.poll()) {
      next.reset();
    }
  }

  /** Resets every connection and ends the thread. Idempotent. */
  @Override
  public void close() {
    closed.set(true);
    selector.wakeup();
    Threads.join(thread);
  }
}
