package dev.roundabout.viz.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * The books of the client under test. At every moment {@code sent = ok + failed + in flight}; the
 * four are counted apart, so that an error in any of them shows.
 *
 * @param failed by gRPC status code name, e.g. {@code UNAVAILABLE}
 */
public record Ledger(long sent, long ok, Map<String, Long> failed, long inFlight) {
  public static final Ledger EMPTY = new Ledger(0, 0, Map.of(), 0);

  public Ledger {
    failed = Map.copyOf(failed);
  }

  public long failedTotal() {
    return failed.values().stream().mapToLong(Long::longValue).sum();
  }

  public boolean balances() {
    return sent == ok + failedTotal() + inFlight;
  }

  /** Calls that failed in between, by status code name; without those of which none. */
  static Map<String, Long> failedBetween(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> since = new TreeMap<>(after);
    before.forEach((status, count) -> since.merge(status, -count, Long::sum));
    since.values().removeIf(count -> count <= 0);
    return Map.copyOf(since);
  }

  Ledger after(LoadTick tick) {
    Map<String, Long> sum = new TreeMap<>(failed);
    tick.failed().forEach((status, count) -> sum.merge(status, count, Long::sum));
    return new Ledger(sent + tick.sent(), ok + tick.ok(), sum, tick.inFlight());
  }
}
