package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The one stretch of time that bars, shares and counts cover, in every panel: the last second while
 * calls are sent, the step of an experiment, or what was counted since a person asked for that.
 *
 * @param from when it began
 * @param to when it ended; the moment of the snapshot while it goes on
 * @param requests by channelz, by pod name, with pods that are gone
 * @param sent calls that the client sent in it
 * @param failed calls that failed in it, by status code name; where it covers a second, in the last
 *     ten
 */
public record CountedSpan(
    Kind kind,
    Instant from,
    Instant to,
    Map<String, Double> requests,
    long sent,
    Map<String, Long> failed) {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** What makes a span. */
  public enum Kind {
    /** Calls are sent, and the newest second is shown. */
    LAST_SECOND,
    /** No calls are sent any more, and the last second in which some were is shown. */
    BEFORE_PAUSE,
    /** A step of an experiment, from its beginning to its end. */
    STEP,
    /** Since a person asked to count anew. */
    COUNTED_ANEW
  }

  public CountedSpan {
    requests = Map.copyOf(requests);
    failed = Map.copyOf(failed);
  }

  /** What this snapshot's bars, shares and counts cover. */
  public static CountedSpan of(Snapshot snapshot) {
    Counting counting = snapshot.traffic().counting();
    return counting
        .stretch()
        .map(
            counted ->
                of(
                    counted,
                    counted.until().orElseGet(() -> snapshot.traffic().counts(snapshot.at()))))
        .or(() -> counting.flow().map(flow -> second(flow, snapshot)))
        .orElseGet(() -> nothing(snapshot));
  }

  private static CountedSpan of(Counting.Stretch stretch, Counting.Counts to) {
    Counting.Counts from = stretch.from();
    Map<String, Double> requests = new HashMap<>();
    to.attempts()
        .forEach(
            (pod, attempts) -> {
              long count = attempts - from.attempts().getOrDefault(pod, 0L);
              if (count > 0) {
                requests.put(pod, (double) count);
              }
            });
    return new CountedSpan(
        stretch.kind(),
        from.at(),
        to.at(),
        requests,
        to.sent() - from.sent(),
        Ledger.failedBetween(from.failed(), to.failed()));
  }

  private static CountedSpan second(Counting.Flow flow, Snapshot snapshot) {
    boolean over = flow.at().plus(SECOND).isBefore(snapshot.at());
    return new CountedSpan(
        over ? Kind.BEFORE_PAUSE : Kind.LAST_SECOND,
        flow.at().minus(SECOND),
        flow.at(),
        flow.attempts(),
        Math.round(flow.attempts().values().stream().mapToDouble(Double::doubleValue).sum()),
        snapshot.traffic().failing());
  }

  private static CountedSpan nothing(Snapshot snapshot) {
    return new CountedSpan(Kind.LAST_SECOND, snapshot.at(), snapshot.at(), Map.of(), 0, Map.of());
  }

  /** Requests that a pod got in it; a rate in the kinds that cover a second. */
  public double requests(String pod) {
    return requests.getOrDefault(pod, 0.0);
  }

  /** Requests that all pods got in it. */
  public double total() {
    return requests.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A pod's share of the requests in it, 0 to 1; 0 where there were none. */
  public double share(String pod) {
    double total = total();
    return total > 0 ? requests(pod) / total : 0;
  }

  /** Whether it covers one second, so that its counts are rates. */
  public boolean isSecond() {
    return kind == Kind.LAST_SECOND || kind == Kind.BEFORE_PAUSE;
  }

  /** Whether it shows what was and is no more; drawn hatched. */
  public boolean isPast() {
    return kind == Kind.BEFORE_PAUSE;
  }

  /**
   * What it covers, in words.
   *
   * @param now the moment of who reads it
   */
  public String words(Instant now) {
    return switch (kind) {
      case LAST_SECOND -> "the last second";
      case BEFORE_PAUSE ->
          "the last second with requests, " + Event.seconds(Duration.between(to, now)) + " ago";
      case STEP -> "this step · %,d sent".formatted(sent);
      case COUNTED_ANEW ->
          "counted for %s · %,d sent".formatted(Event.seconds(Duration.between(from, now)), sent);
    };
  }
}
