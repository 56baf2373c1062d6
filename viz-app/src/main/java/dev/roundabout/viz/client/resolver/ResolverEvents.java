package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import java.time.Duration;
import java.util.List;

/** Hears what a resolver does. Called in the channel's SynchronizationContext; must not block. */
public interface ResolverEvents {

  /** DNS is asked. */
  void queried();

  /**
   * gRPC asked for a refresh.
   *
   * @param discarded true where nobody was asked because of the gate
   * @param age of the last good answer; zero where there is none
   * @param gate age up to which a refresh is discarded
   */
  void refreshAsked(boolean discarded, Duration age, Duration gate);

  /**
   * An answer was delivered to the channel, in this order.
   *
   * @param source who answered, in words
   * @param ttl of the answer; zero where it has none
   */
  void resolved(List<Address> addresses, String source, Duration ttl);

  /**
   * A lookup failed, and the failure was reported to the channel.
   *
   * @param message fit for the screen
   */
  void failed(String message);
}
