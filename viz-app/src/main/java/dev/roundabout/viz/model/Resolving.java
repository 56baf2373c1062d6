package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How the clients learn of new addresses.
 *
 * @param mode of every client that has none of its own
 * @param own modes of single clients, by client, from 1
 * @param gate age of the last good answer up to which gRPC's wish to ask again is discarded, 0 to
 *     {@link #MAX_GATE}
 * @param pollInterval time between two questions of {@link ResolverMode#POLL_DNS}, {@link
 *     #MIN_POLL} to {@link #MAX_POLL}
 */
public record Resolving(
    ResolverMode mode, Map<Integer, ResolverMode> own, Duration gate, Duration pollInterval) {

  public static final Duration MAX_GATE = Duration.ofSeconds(60);
  public static final Duration MIN_POLL = Duration.ofMillis(200);
  public static final Duration MAX_POLL = Duration.ofSeconds(60);

  /** grpc-java's gate, {@code DnsNameResolver.DEFAULT_NETWORK_CACHE_TTL_SECONDS}. */
  public static final Duration DEFAULT_GATE = Duration.ofSeconds(30);

  /** What grpc-java does unless told otherwise. */
  public static final Resolving DEFAULT =
      new Resolving(ResolverMode.ON_DISCONNECT, Map.of(), DEFAULT_GATE, Duration.ofSeconds(1));

  public Resolving {
    own = Map.copyOf(own);
    checkGate(gate);
    checkPollInterval(pollInterval);
  }

  static void checkGate(Duration gate) {
    if (gate.isNegative() || gate.compareTo(MAX_GATE) > 0) {
      throw new IllegalArgumentException("gate: 0 to " + MAX_GATE.toSeconds() + " s");
    }
  }

  static void checkPollInterval(Duration interval) {
    if (interval.compareTo(MIN_POLL) < 0 || interval.compareTo(MAX_POLL) > 0) {
      throw new IllegalArgumentException(
          "poll interval: " + MIN_POLL.toMillis() + " ms to " + MAX_POLL.toSeconds() + " s");
    }
  }

  /** How this client, from 1, learns of new addresses. */
  public ResolverMode modeOf(int client) {
    return own.getOrDefault(client, mode);
  }

  /** The same, and the default way in the place of what cannot be used on this cluster. */
  public Resolving usableOn(ClusterInfo cluster) {
    Map<Integer, ResolverMode> usable = new HashMap<>(own);
    usable.values().removeIf(chosen -> chosen.obstacle(cluster).isPresent());
    ResolverMode forAll = mode.obstacle(cluster).isPresent() ? ResolverMode.ON_DISCONNECT : mode;
    return new Resolving(forAll, usable, gate, pollInterval);
  }

  /** The same mode for every client. */
  Resolving with(ResolverMode forAll) {
    return new Resolving(forAll, Map.of(), gate, pollInterval);
  }

  Resolving with(int client, ResolverMode forOne) {
    Map<Integer, ResolverMode> next = new HashMap<>(own);
    next.put(client, forOne);
    return new Resolving(mode, next, gate, pollInterval);
  }

  Resolving withGate(Duration value) {
    return new Resolving(mode, own, value, pollInterval);
  }

  Resolving withPollInterval(Duration value) {
    return new Resolving(mode, own, gate, value);
  }
}
