package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import io.grpc.EquivalentAddressGroup;
import java.time.Duration;
import java.util.List;

/**
 * Addresses that a way of re-resolving has found.
 *
 * @param addresses in the order of the answer; at least one
 * @param groups the same as gRPC takes them, with the way that leads there
 * @param source who answered, in words
 * @param ttl of the answer; zero where it has none
 */
record Answer(
    List<Address> addresses, List<EquivalentAddressGroup> groups, String source, Duration ttl) {
  Answer {
    addresses = List.copyOf(addresses);
    groups = List.copyOf(groups);
  }

  /** By the ways that the setup finds to the addresses. */
  static Answer of(ResolverSetup setup, List<Address> addresses, String source, Duration ttl) {
    return new Answer(
        addresses,
        addresses.stream().map(setup.reach()::to).map(Endpoints::group).toList(),
        source,
        ttl);
  }
}
