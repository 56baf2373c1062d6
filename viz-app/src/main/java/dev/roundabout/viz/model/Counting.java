package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@link CountedSpan} on screen is reckoned from.
 *
 * @param flow the newest second in which calls were sent; empty before the first
 * @param start since when requests are counted anew; empty where the last second is shown
 */
record Counting(Optional<Flow> flow, Optional<Start> start) {
  static final Counting NONE = new Counting(Optional.empty(), Optional.empty());

  /**
   * A second in which calls were sent.
   *
   * @param at its end
   * @param attempts in it, by pod name
   */
  record Flow(Instant at, Map<String, Double> attempts) {
    Flow {
      attempts = Map.copyOf(attempts);
    }
  }

  /**
   * The counts at the moment from which requests are counted anew.
   *
   * @param attempts of each pod since the start of the session
   * @param sent calls of the client since the start of the session
   * @param failed those of them that failed, by status code name
   */
  record Start(
      CountedSpan.Kind kind,
      Instant at,
      Map<String, Long> attempts,
      long sent,
      Map<String, Long> failed) {
    Start {
      attempts = Map.copyOf(attempts);
    }
  }

  Counting with(Flow value) {
    return new Counting(Optional.of(value), start);
  }

  Counting with(Optional<Start> value) {
    return new Counting(flow, value);
  }
}
