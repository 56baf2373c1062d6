package dev.roundabout.viz.client.resolver;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/** The channel, as a way of re-resolving sees it. Once the way has ended, nothing happens here. */
interface Delivery {

  /**
   * Hands addresses to the channel, and tells of it. In the channel's SynchronizationContext.
   *
   * @return whether the channel took them
   */
  Status answered(Answer answer);

  /**
   * Reports a failure to the channel, which keeps the addresses it has, and whose {@code
   * RetryingNameResolver} asks for a refresh after a backoff. In the SynchronizationContext.
   *
   * @param message fit for the screen
   * @return whether the channel took it
   */
  Status failed(String message, Status status);

  /** How old the last good answer is, whichever way found it. In the SynchronizationContext. */
  Optional<Duration> age();

  /** Runs something in the SynchronizationContext, unless the way has ended by then. Any thread. */
  void run(Runnable task);
}
