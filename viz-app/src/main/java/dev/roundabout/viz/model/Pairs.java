package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which client gave how many requests to which pod in the last second, by gRPC's stream tracer.
 * Immutable.
 */
public final class Pairs {
  static final Pairs NONE = new Pairs(Map.of(), List.of());

  /** By pod name; the first number is that of client 1. Without pods that got nothing. */
  private final Map<String, float[]> perSecond;

  /** What they are reckoned from, oldest first. */
  private final List<Interval> recent;

  private Pairs(Map<String, float[]> perSecond, List<Interval> recent) {
    this.perSecond = perSecond;
    this.recent = recent;
  }

  /** What was placed in one interval. */
  private record Interval(Instant at, Given given) {}

  /** Streams that were given to connections, by pod and client. */
  static final class Given {
    private final Map<String, long[]> byPod = new HashMap<>();

    void add(String pod, int client, long streams) {
      long[] counts = byPod.getOrDefault(pod, new long[client]);
      if (counts.length < client) {
        counts = Arrays.copyOf(counts, client);
      }
      counts[client - 1] += streams;
      byPod.put(pod, counts);
    }

    /** Over all clients. */
    Map<String, Long> byPod() {
      Map<String, Long> sums = new HashMap<>();
      byPod.forEach((pod, counts) -> sums.put(pod, Arrays.stream(counts).sum()));
      return sums;
    }
  }

  /**
   * Requests of the last second.
   *
   * @param client from 1
   * @param pod full name
   */
  public double perSecond(int client, String pod) {
    float[] rates = perSecond.get(pod);
    return rates == null || client > rates.length ? 0 : rates[client - 1];
  }

  /** How many pods got anything; what it weighs goes by that. */
  public int pods() {
    return perSecond.size();
  }

  /**
   * After one more interval.
   *
   * @param base the moment from which the last second is reckoned
   * @param seconds from there to the end of the interval
   */
  Pairs after(Instant at, Given given, Instant base, double seconds) {
    List<Interval> next = new ArrayList<>();
    recent.stream().filter(interval -> interval.at().isAfter(base)).forEach(next::add);
    if (!given.byPod.isEmpty()) {
      next.add(new Interval(at, given));
    }
    return next.isEmpty() && perSecond.isEmpty()
        ? this
        : new Pairs(rates(next, seconds), List.copyOf(next));
  }

  private static Map<String, float[]> rates(List<Interval> intervals, double seconds) {
    Given sum = new Given();
    for (Interval interval : intervals) {
      interval.given().byPod.forEach((pod, counts) -> addAll(sum, pod, counts));
    }
    Map<String, float[]> rates = new HashMap<>();
    sum.byPod.forEach((pod, counts) -> rates.put(pod, rates(counts, seconds)));
    return rates;
  }

  private static void addAll(Given sum, String pod, long[] counts) {
    for (int client = counts.length; client > 0; client--) {
      sum.add(pod, client, counts[client - 1]);
    }
  }

  private static float[] rates(long[] counts, double seconds) {
    float[] rates = new float[counts.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (float) (counts[i] / seconds);
    }
    return rates;
  }

  /** Without what only the next interval is reckoned from. */
  Pairs forHistory() {
    return recent.isEmpty() ? this : new Pairs(perSecond, List.of());
  }
}
