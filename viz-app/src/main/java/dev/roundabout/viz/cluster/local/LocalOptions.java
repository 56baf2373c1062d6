package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an embedded cluster starts with.
 *
 * @param replicas 0 to {@link Action#MAX_REPLICAS}
 * @param drain how long a deleted pod lets its calls go on; zero or more
 * @param dnsTtl of the cluster's DNS records; zero or more
 * @param clock for the times of facts
 * @param nanos a ticker for time-outs
 * @param ticker for delays, and for the ages of connections
 * @param log takes what containers write, from any thread, each line after the name of its pod
 * @param random for names, delays, DNS order and the choice of endpoints; used in one thread only,
 *     before start returns
 */
public record LocalOptions(
    int replicas,
    Delays delays,
    Duration drain,
    Duration dnsTtl,
    Addressing addressing,
    InstantSource clock,
    LongSupplier nanos,
    Ticker ticker,
    Consumer<? super String> log,
    RandomGenerator random) {

  /** The default of CoreDNS' plugin kubernetes. */
  public static final Duration COREDNS_TTL = Duration.ofSeconds(5);

  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(5);

  public LocalOptions {
    if (replicas < 0 || replicas > Action.MAX_REPLICAS) {
      throw new IllegalArgumentException("replicas: 0 to " + Action.MAX_REPLICAS);
    }
    if (drain.isNegative() || dnsTtl.isNegative()) {
      throw new IllegalArgumentException("a drain time or TTL cannot be negative");
    }
  }

  /** Three pods with the delays of a real cluster. */
  public static LocalOptions likeACluster(
      InstantSource clock, Ticker nanos, RandomGenerator random) {
    return new LocalOptions(
        3,
        Delays.likeACluster(),
        DEFAULT_DRAIN,
        COREDNS_TTL,
        Addressing.AUTO,
        clock,
        nanos,
        nanos,
        line -> {},
        random);
  }

  public LocalOptions withReplicas(int value) {
    return new LocalOptions(
        value, delays, drain, dnsTtl, addressing, clock, nanos, ticker, log, random);
  }

  public LocalOptions withDelays(Delays value) {
    return new LocalOptions(
        replicas, value, drain, dnsTtl, addressing, clock, nanos, ticker, log, random);
  }

  public LocalOptions withDrain(Duration value) {
    return new LocalOptions(
        replicas, delays, value, dnsTtl, addressing, clock, nanos, ticker, log, random);
  }

  public LocalOptions withDnsTtl(Duration value) {
    return new LocalOptions(
        replicas, delays, drain, value, addressing, clock, nanos, ticker, log, random);
  }

  public LocalOptions withAddressing(Addressing value) {
    return new LocalOptions(
        replicas, delays, drain, dnsTtl, value, clock, nanos, ticker, log, random);
  }

  /** The same, whose delays and ages go by this ticker. */
  public LocalOptions withTicker(Ticker value) {
    return new LocalOptions(
        replicas, delays, drain, dnsTtl, addressing, clock, nanos, value, log, random);
  }

  /** The same, with somebody who reads what containers write. */
  public LocalOptions withLog(Consumer<? super String> value) {
    return new LocalOptions(
        replicas, delays, drain, dnsTtl, addressing, clock, nanos, ticker, value, random);
  }
}
