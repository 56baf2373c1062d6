package dev.roundabout.viz.timeline;

import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The snapshots of the last hour: ten a second of the last minute, one a second before. Where they
 * weigh more than the budget, those go first that leave the shortest gap for their age, so that the
 * past gets coarser the older it is.
 *
 * <p>One thread keeps, any thread reads.
 */
final class Past {
  static final Duration LENGTH = Duration.ofHours(1);
  static final Duration DENSE = Duration.ofMinutes(1);
  static final Duration FINE = Duration.ofMillis(100);
  static final Duration COARSE = Duration.ofSeconds(1);

  /** Enough for an hour of a few pods, and little beside what 200 pods need. */
  static final long BUDGET = 64L * 1024 * 1024;

  private record Kept(Snapshot snapshot, long weight) {}

  private final long budget;
  private final ConcurrentNavigableMap<Instant, Kept> kept = new ConcurrentSkipListMap<>();
  private long weight;

  /** Up to here the snapshots are a second apart. */
  private Instant coarseTo = Instant.MIN;

  /**
   * @param budget in bytes, as {@link Weight} reckons
   */
  Past(long budget) {
    this.budget = budget;
  }

  /** Keeps a snapshot that is newer than all that are kept, unless one of just now is kept. */
  void keep(Snapshot snapshot) {
    Optional<Snapshot> last = last();
    if (last.filter(before -> isSoon(before.at(), snapshot.at(), FINE)).isPresent()) {
      return;
    }
    Snapshot before = last.orElse(snapshot);
    Snapshot slim = snapshot.forHistory(before);
    put(slim, last.isPresent() ? Weight.of(slim, before) : Weight.of(slim));
    coarsen(snapshot.at().minus(DENSE));
    forget(snapshot.at().minus(LENGTH));
    while (weight > budget && kept.size() > 2) {
      remove(leastMissed(snapshot.at()));
    }
  }

  /** The one that was the newest at this moment; the oldest where none is that old. */
  Optional<Snapshot> at(Instant moment) {
    return Optional.ofNullable(kept.floorEntry(moment))
        .or(() -> Optional.ofNullable(kept.firstEntry()))
        .map(Map.Entry::getValue)
        .map(Kept::snapshot);
  }

  Optional<Instant> oldest() {
    return Optional.ofNullable(kept.firstEntry()).map(Map.Entry::getKey);
  }

  int size() {
    return kept.size();
  }

  /** What all of them weigh. On the thread that keeps. */
  long weight() {
    return weight;
  }

  private Optional<Snapshot> last() {
    return Optional.ofNullable(kept.lastEntry()).map(entry -> entry.getValue().snapshot());
  }

  private static boolean isSoon(Instant one, Instant next, Duration distance) {
    return next.isBefore(one.plus(distance));
  }

  private void put(Snapshot snapshot, long own) {
    kept.put(snapshot.at(), new Kept(snapshot, own));
    weight += own;
  }

  private void coarsen(Instant until) {
    Map.Entry<Instant, Kept> next = kept.higherEntry(coarseTo);
    while (next != null && next.getKey().isBefore(until)) {
      if (isSoon(coarseTo, next.getKey(), COARSE)) {
        remove(next.getKey());
      } else {
        coarseTo = next.getKey();
      }
      next = kept.higherEntry(next.getKey());
    }
  }

  private void forget(Instant horizon) {
    Map.Entry<Instant, Kept> first = kept.firstEntry();
    while (first != null && first.getKey().isBefore(horizon)) {
      remove(first.getKey());
      first = kept.firstEntry();
    }
  }

  /** The one behind it no longer shares with it, and so weighs more. */
  private void remove(Instant at) {
    weight -= Optional.ofNullable(kept.remove(at)).map(Kept::weight).orElse(0L);
    Map.Entry<Instant, Kept> next = kept.higherEntry(at);
    if (next == null) {
      return;
    }
    Map.Entry<Instant, Kept> before = kept.lowerEntry(at);
    Snapshot snapshot = next.getValue().snapshot();
    long own =
        before == null ? Weight.of(snapshot) : Weight.of(snapshot, before.getValue().snapshot());
    weight += own - next.getValue().weight();
    kept.put(next.getKey(), new Kept(snapshot, own));
  }

  private Instant leastMissed(Instant now) {
    Instant best = kept.firstKey();
    double least = Double.MAX_VALUE;
    Instant one = best;
    Instant two = best;
    for (Instant three : kept.keySet()) {
      if (two.isAfter(one)) {
        double age = Math.max(1, seconds(two, now));
        double gap = seconds(one, three) / age;
        if (gap < least) {
          least = gap;
          best = two;
        }
      }
      one = two;
      two = three;
    }
    return best;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
