package dev.roundabout.viz.model;

import dev.roundabout.viz.model.LoadTick.Answers;
import dev.roundabout.viz.model.LoadTick.SampledCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who got how many requests, from three witnesses that count apart.
 *
 * @param ledger the client's own books
 * @param pods by pod name, with pods that are gone
 * @param pairs which client gave how many of them to which pod
 * @param unplaced streams on connections whose pod is not known yet: the news of it comes later
 * @param attempts channelz's account, which outlives its subchannels
 * @param perSecond calls sent in the last second
 * @param latency of the calls that ended well in the last ten seconds
 * @param behind how late the open-loop sender is
 * @param sample the newest interval's sampled calls
 * @param witnesses whether the three agree
 * @param recent the last ten seconds and the mark before them, newest last
 * @param counting what the span on screen is reckoned from
 * @param failing calls that failed in the last ten seconds, by status code name
 */
public record Traffic(
    Ledger ledger,
    Map<String, PodTraffic> pods,
    Pairs pairs,
    Map<Connection, Unplaced> unplaced,
    Attempts attempts,
    double perSecond,
    Latencies latency,
    Duration behind,
    List<SampledCall> sample,
    Witnesses witnesses,
    List<Mark> recent,
    Counting counting,
    Map<String, Long> failing) {

  /** More connections than that lead nowhere only where something is wrong. */
  private static final int MAX_UNPLACED = 256;

  private static final Duration RATE_WINDOW = Duration.ofSeconds(1);
  private static final Duration LATENCY_WINDOW = Duration.ofSeconds(10);

  static final Traffic NONE =
      new Traffic(
          Ledger.EMPTY,
          Map.of(),
          Pairs.NONE,
          Map.of(),
          Attempts.NONE,
          0,
          Latencies.NONE,
          Duration.ZERO,
          List.of(),
          Witnesses.AGREE,
          List.of(),
          Counting.NONE,
          Map.of());

  /**
   * The counts at one moment since the start, from which rates and recent latencies are told: a
   * difference costs less than a sum over the window.
   */
  record Mark(
      Instant at,
      long sent,
      Map<String, Long> failed,
      Map<String, Long> attempts,
      Latencies latency) {}

  /** Streams of a client on one connection. */
  public record Unplaced(int client, long streams) {
    Unplaced plus(Unplaced more) {
      return new Unplaced(client, streams + more.streams);
    }
  }

  public PodTraffic pod(String name) {
    return pods.getOrDefault(name, PodTraffic.NONE);
  }

  /** Attempts in the last second over all pods. */
  public double attemptsPerSecond() {
    return pods.values().stream().mapToDouble(PodTraffic::perSecond).sum();
  }

  /** When the newest interval ended; the epoch before the first. */
  public Instant countedAt() {
    return recent.isEmpty() ? Instant.EPOCH : recent.get(recent.size() - 1).at();
  }

  /** All attempts that channelz counted. */
  public long attemptsTotal() {
    return pods.values().stream().mapToLong(PodTraffic::attempts).sum();
  }

  /** Without what only the next interval is reckoned from, and with latencies cut down to marks. */
  Traffic forHistory() {
    Map<String, PodTraffic> thinned = new HashMap<>();
    pods.forEach((pod, got) -> thinned.put(pod, got.thinned()));
    List<Mark> last =
        recent.isEmpty()
            ? recent
            : List.of(new Mark(countedAt(), ledger.sent(), Map.of(), Map.of(), Latencies.NONE));
    return new Traffic(
        ledger,
        Map.copyOf(thinned),
        pairs.forHistory(),
        Map.of(),
        Attempts.NONE,
        perSecond,
        latency.thinned(),
        behind,
        sample,
        witnesses,
        last,
        counting,
        failing);
  }

  /** What channelz counted stands beside the books of the next tick, not of the last. */
  Traffic after(ChannelzSeen reading, PodIndex index) {
    return new Traffic(
        ledger,
        pods,
        pairs,
        unplaced,
        attempts.after(reading, index),
        perSecond,
        latency,
        behind,
        sample,
        witnesses.afterReading(),
        recent,
        counting,
        failing);
  }

  Traffic after(LoadTick tick, PodIndex index) {
    Ledger books = ledger.after(tick);
    Attempts requests = attempts.less(tick.beside().watches(), index);
    List<Mark> marks = marksAfter(tick, books, requests);
    Mark base = base(marks, tick.at());
    double seconds = Math.max(secondsBetween(base.at(), tick.at()), 1e-3);
    Map<Connection, Unplaced> streams = streamsAfter(tick);
    Pairs.Given placed = place(streams, index);
    Map<String, PodTraffic> nextPods = podsAfter(tick, placed.byPod());
    requests
        .byPod()
        .forEach(
            (pod, count) ->
                nextPods.put(pod, nextPods.getOrDefault(pod, PodTraffic.NONE).attempts(count)));
    nextPods.replaceAll(
        (pod, traffic) ->
            traffic.perSecond(
                Math.max(0, traffic.attempts() - base.attempts().getOrDefault(pod, 0L)) / seconds));
    return new Traffic(
        books,
        nextPods,
        pairs.after(tick.at(), placed, base.at(), seconds),
        streams,
        requests,
        (books.sent() - base.sent()) / seconds,
        recentLatency(marks, tick.at()),
        tick.behind(),
        tick.sample(),
        witnesses.after(nextPods, books, tick.beside()),
        marks,
        tick.sent() > 0 ? counting.with(flow(tick.at(), nextPods)) : counting,
        Ledger.failedBetween(marks.get(0).failed(), books.failed()));
  }

  private static Counting.Flow flow(Instant at, Map<String, PodTraffic> pods) {
    Map<String, Double> attempts = new HashMap<>();
    pods.forEach(
        (pod, got) -> {
          if (got.perSecond() > 0) {
            attempts.put(pod, got.perSecond());
          }
        });
    return new Counting.Flow(at, attempts);
  }

  /** Counts anew from now. */
  Traffic countedFrom(Instant at, CountedSpan.Kind kind) {
    return counting(counting.from(kind, counts(at)));
  }

  /** What is counted ends now. */
  Traffic countedUntil(Instant at) {
    return counting(counting.until(counts(at)));
  }

  Counting.Counts counts(Instant at) {
    Map<String, Long> attempts = new HashMap<>();
    pods.forEach((pod, got) -> attempts.put(pod, got.attempts()));
    return new Counting.Counts(at, attempts, ledger.sent(), ledger.failed());
  }

  /** Shows the last second again. */
  Traffic notCounted() {
    return counting(counting.ofTheLastSecond());
  }

  private Traffic counting(Counting value) {
    return new Traffic(
        ledger, pods, pairs, unplaced, attempts, perSecond, latency, behind, sample, witnesses,
        recent, value, failing);
  }

  private Map<Connection, Unplaced> streamsAfter(LoadTick tick) {
    Map<Connection, Unplaced> streams = new HashMap<>(unplaced);
    tick.streams()
        .forEach(
            (connection, count) ->
                streams.merge(
                    connection, new Unplaced(tick.client(connection), count), Unplaced::plus));
    return streams;
  }

  /** Takes out the streams whose pod is known, and some where there are too many others. */
  private static Pairs.Given place(Map<Connection, Unplaced> streams, PodIndex index) {
    Pairs.Given placed = new Pairs.Given();
    streams
        .entrySet()
        .removeIf(
            entry -> {
              Optional<Pod> pod = index.behind(entry.getKey());
              Unplaced given = entry.getValue();
              pod.ifPresent(found -> placed.add(found.name(), given.client(), given.streams()));
              return pod.isPresent();
            });
    if (streams.size() > MAX_UNPLACED) {
      streams.keySet().retainAll(streams.keySet().stream().limit(MAX_UNPLACED).toList());
    }
    return placed;
  }

  private Map<String, PodTraffic> podsAfter(LoadTick tick, Map<String, Long> streams) {
    Set<String> names = new HashSet<>(streams.keySet());
    names.addAll(tick.answers().keySet());
    Map<String, PodTraffic> next = new HashMap<>(pods);
    for (String name : names) {
      Answers answers = tick.answers().getOrDefault(name, Answers.NONE);
      next.put(
          name,
          next.getOrDefault(name, PodTraffic.NONE).plus(streams.getOrDefault(name, 0L), answers));
    }
    return next;
  }

  private List<Mark> marksAfter(LoadTick tick, Ledger books, Attempts requests) {
    Instant horizon = tick.at().minus(LATENCY_WINDOW);
    int first = 0;
    while (first + 1 < recent.size() && !recent.get(first + 1).at().isAfter(horizon)) {
      first++;
    }
    List<Mark> marks = new ArrayList<>(recent.subList(first, recent.size()));
    marks.add(
        new Mark(
            tick.at(),
            books.sent(),
            books.failed(),
            requests.byPod(),
            latencySinceStart().plus(tick.latency())));
    return List.copyOf(marks);
  }

  /** Of all calls that ended well; nothing in the history, which keeps less. */
  public Latencies latencySinceStart() {
    return recent.isEmpty() ? Latencies.NONE : recent.get(recent.size() - 1).latency();
  }

  private static Latencies recentLatency(List<Mark> marks, Instant now) {
    Mark oldest = marks.get(0);
    Latencies all = marks.get(marks.size() - 1).latency();
    return oldest.at().isAfter(now.minus(LATENCY_WINDOW)) ? all : all.minus(oldest.latency());
  }

  /** The oldest mark that is still inside the window for rates. */
  private static Mark base(List<Mark> marks, Instant now) {
    Instant horizon = now.minus(RATE_WINDOW);
    return marks.stream()
        .filter(mark -> !mark.at().isBefore(horizon))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the newest mark is always inside"));
  }

  private static double secondsBetween(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
