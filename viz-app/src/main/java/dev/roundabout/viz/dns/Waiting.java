package dev.roundabout.viz.dns;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for one non-blocking channel until a deadline, and no longer than an interrupt. */
final class Waiting implements AutoCloseable {
  private final Selector selector;
  private final SelectableChannel channel;
  private final LongSupplier nanos;
  private final long deadline;

  Waiting(SelectableChannel channel, Duration timeout, LongSupplier nanos) throws IOException {
    this.selector = Selector.open();
    this.channel = channel;
    this.nanos = nanos;
    this.deadline = nanos.getAsLong() + timeout.toNanos();
    channel.configureBlocking(false);
  }

  /**
   * Waits until the channel is ready for an operation of {@code SelectionKey}.
   *
   * @throws SocketTimeoutException where the deadline passed
   */
  void until(int operation) throws IOException {
    channel.register(selector, operation);
    while (selector.selectedKeys().isEmpty()) {
      long left = (deadline - nanos.getAsLong()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      selector.select(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
