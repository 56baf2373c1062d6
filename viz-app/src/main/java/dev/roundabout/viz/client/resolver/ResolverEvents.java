package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import java.time.Duration;
import java.util.List;

/** Hears what a resolver does. Called in the channel's SynchronizationContext; must not block. */
public interface ResolverEvents {

  /**
   * gRPC asked for a refresh.
   *
   * @param discarded true where nobody was asked because of the gate
   * @param age of the last good answer; zero where there is none
   */
  void refreshAsked(boolean discarded, Duration age);

  /** An answer was delivered to the channel, in this order. */
  void resolved(List<Address> addresses, DnsAnswer answer);

  /** A lookup failed, and the failure was reported to the channel. */
  void failed(String message);
}
