package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen: a snapshot at the start, and one at the beginning and at the end of each step.
 *
 * @param start before the first step
 * @param begins by the name of the step
 * @param ends by the name of the step
 * @param late names of the steps that did not come to their end in time
 */
public record Evidence(
    Snapshot start, Map<String, Snapshot> begins, Map<String, Snapshot> ends, List<String> late) {
  public Evidence {
    begins = new LinkedHashMap<>(begins);
    ends = new LinkedHashMap<>(ends);
    late = List.copyOf(late);
  }

  /**
   * At the end of a step.
   *
   * @throws IllegalArgumentException where it has not been done
   */
  public Snapshot after(String step) {
    return of(step, ends);
  }

  private static Snapshot of(String step, Map<String, Snapshot> moments) {
    Snapshot seen = moments.get(step);
    if (seen == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    return seen;
  }

  public Snapshot last() {
    return ends.values().stream().reduce(start, (before, next) -> next);
  }

  /** Requests that each pod got during a step, by channelz; without pods that got none. */
  public SortedMap<String, Long> requests(String step) {
    return requests(before(step), after(step));
  }

  /** Requests that each pod got from one snapshot to another. */
  public static SortedMap<String, Long> requests(Snapshot from, Snapshot to) {
    SortedMap<String, Long> got = new TreeMap<>();
    to.traffic()
        .pods()
        .forEach(
            (pod, traffic) -> {
              long count = traffic.attempts() - from.traffic().pod(pod).attempts();
              if (count > 0) {
                got.put(pod, count);
              }
            });
    return got;
  }

  /** Calls that failed since the start. */
  public long failed() {
    return failed(start, last());
  }

  /** Those, by gRPC's status. */
  public SortedMap<String, Long> failures() {
    SortedMap<String, Long> failures = new TreeMap<>();
    Map<String, Long> before = start.traffic().ledger().failed();
    last()
        .traffic()
        .ledger()
        .failed()
        .forEach((status, count) -> failures.put(status, count - before.getOrDefault(status, 0L)));
    failures.values().removeIf(count -> count == 0);
    return failures;
  }

  public static long failed(Snapshot from, Snapshot to) {
    return to.traffic().ledger().failedTotal() - from.traffic().ledger().failedTotal();
  }

  /** Calls that were sent since the start. */
  public long sent() {
    return last().traffic().ledger().sent() - start.traffic().ledger().sent();
  }

  /** How long the calls took that ended well from one snapshot to another. */
  static Latencies latency(Snapshot from, Snapshot to) {
    return to.traffic().latencySinceStart().minus(from.traffic().latencySinceStart());
  }

  /**
   * At the beginning of a step.
   *
   * @throws IllegalArgumentException where it has not been done
   */
  Snapshot before(String step) {
    return of(step, begins);
  }

  static long ended(Snapshot snapshot) {
    Ledger books = snapshot.traffic().ledger();
    return books.ok() + books.failedTotal();
  }
}
