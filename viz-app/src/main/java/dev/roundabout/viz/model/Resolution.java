package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the resolver of one client last delivered.
 *
 * @param at when; empty before the first answer
 * @param since when each of the addresses was first delivered, without a break
 * @param refreshes how often gRPC asked again and DNS was asked
 * @param discarded how often gRPC asked again and nobody was asked
 * @param queries how often DNS was asked
 * @param connects how often a connection became ready
 * @param error why the last lookup failed; empty after a good one
 */
public record Resolution(
    String target,
    Optional<Instant> at,
    List<Address> addresses,
    Map<Address, Instant> since,
    String source,
    Duration ttl,
    long refreshes,
    long discarded,
    long queries,
    long connects,
    Optional<String> error) {

  static final Resolution NONE =
      new Resolution(
          "",
          Optional.empty(),
          List.of(),
          Map.of(),
          "",
          Duration.ZERO,
          0,
          0,
          0,
          0,
          Optional.empty());

  /** Whether the addresses are just these IPs, in any order. */
  boolean holdsJust(List<String> ips) {
    return addresses.size() == ips.size()
        && addresses.stream().map(Address::ip).allMatch(ips::contains);
  }

  Resolution answered(
      Instant when, String of, List<Address> found, String from, Duration validFor) {
    return new Resolution(
        of,
        Optional.of(when),
        found,
        sinceAfter(when, found),
        from,
        validFor,
        refreshes,
        discarded,
        queries,
        connects,
        Optional.empty());
  }

  private Map<Address, Instant> sinceAfter(Instant when, List<Address> found) {
    Map<Address, Instant> next = new HashMap<>();
    found.forEach(address -> next.put(address, since.getOrDefault(address, when)));
    return Map.copyOf(next);
  }

  Resolution afterRefresh() {
    return new Resolution(
        target,
        at,
        addresses,
        since,
        source,
        ttl,
        refreshes + 1,
        discarded,
        queries,
        connects,
        error);
  }

  Resolution afterDiscard() {
    return new Resolution(
        target,
        at,
        addresses,
        since,
        source,
        ttl,
        refreshes,
        discarded + 1,
        queries,
        connects,
        error);
  }

  Resolution afterQuery() {
    return new Resolution(
        target,
        at,
        addresses,
        since,
        source,
        ttl,
        refreshes,
        discarded,
        queries + 1,
        connects,
        error);
  }

  Resolution afterConnect() {
    return new Resolution(
        target,
        at,
        addresses,
        since,
        source,
        ttl,
        refreshes,
        discarded,
        queries,
        connects + 1,
        error);
  }

  Resolution failed(String message) {
    return new Resolution(
        target,
        at,
        addresses,
        since,
        source,
        ttl,
        refreshes,
        discarded,
        queries,
        connects,
        Optional.of(message));
  }
}
