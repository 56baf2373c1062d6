package dev.roundabout.viz.client.resolver;

/**
 * One way of re-resolving, at work for one {@link ClientResolver}. Everything is called in the
 * channel's SynchronizationContext and must not block.
 */
interface ModeResolver {

  /** Begins; called once. The channel may hold an answer already, of the way before. */
  void start();

  /** gRPC wishes for new addresses, because a connection broke, aged out or went idle. */
  void refresh();

  /** A person wishes for them, now. */
  void resolveNow();

  /** The gate or the poll interval is another one now. */
  default void settingsChanged() {}

  /** Ends; called once. What it delivers from now on goes nowhere. */
  default void stop() {}
}
