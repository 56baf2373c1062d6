package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@link CountedSpan} on screen is reckoned from.
 *
 * @param flow the newest second in which calls were sent; empty before the first
 * @param stretch that is counted; empty where the last second is shown
 */
record Counting(Optional<Flow> flow, Optional<Stretch> stretch) {
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
   * The counts at a moment.
   *
   * @param attempts of each pod since the start of the session
   * @param sent calls of the client since the start of the session
   * @param failed those of them that failed, by status code name
   */
  record Counts(Instant at, Map<String, Long> attempts, long sent, Map<String, Long> failed) {
    Counts {
      attempts = Map.copyOf(attempts);
    }
  }

  /**
   * From where to where requests are counted.
   *
   * @param until empty while it goes on
   */
  record Stretch(CountedSpan.Kind kind, Counts from, Optional<Counts> until) {}

  Counting with(Flow value) {
    return new Counting(Optional.of(value), stretch);
  }

  Counting from(CountedSpan.Kind kind, Counts counts) {
    return new Counting(flow, Optional.of(new Stretch(kind, counts, Optional.empty())));
  }

  Counting until(Counts counts) {
    return new Counting(
        flow, stretch.map(on -> new Stretch(on.kind(), on.from(), Optional.of(counts))));
  }

  Counting ofTheLastSecond() {
    return new Counting(flow, Optional.empty());
  }
}
