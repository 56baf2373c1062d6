package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What learning of new addresses has cost all clients between two moments.
 *
 * @param over the time between them
 * @param queries of DNS
 * @param discarded wishes to ask that asked nobody
 * @param connects connections that became ready
 */
public record ResolverCost(Duration over, long queries, long discarded, long connects) {

  /** What was counted from one moment to a later one. */
  public static ResolverCost between(
      Instant from, ClientState before, Instant to, ClientState now) {
    return new ResolverCost(
        Duration.between(from, to),
        grown(before, now, Resolution::queries),
        grown(before, now, Resolution::discarded),
        grown(before, now, Resolution::connects));
  }

  /** A client that is made anew counts from 0. */
  private static long grown(ClientState before, ClientState now, ToLongFunction<Resolution> count) {
    long sum = 0;
    for (Map.Entry<Integer, Resolution> entry : now.resolutions().entrySet()) {
      long value = count.applyAsLong(entry.getValue());
      long base = before.resolution(entry.getKey()).map(count::applyAsLong).orElse(0L);
      sum += value < base ? value : value - base;
    }
    return sum;
  }

  /** {@code 20 s: 12 queries, 1 discarded, 3 connects}. */
  public String words() {
    List<String> parts = new ArrayList<>();
    parts.add(queries == 1 ? "1 query" : queries + " queries");
    if (discarded > 0) {
      parts.add(discarded + " discarded");
    }
    parts.add(Event.count(connects, "connect"));
    return "measured in " + Math.max(0, over.toSeconds()) + " s: " + String.join(", ", parts);
  }

  /** What the modes in use cost, in one line: the most frequent first. */
  public static String expected(Settings settings, Optional<ConnectionAge> age) {
    Map<ResolverMode, Long> clients =
        IntStream.rangeClosed(1, settings.clients())
            .mapToObj(settings.resolving()::modeOf)
            .collect(Collectors.groupingBy(mode -> mode, TreeMap::new, Collectors.counting()));
    return clients.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(entry -> words(entry.getKey(), entry.getValue(), settings.resolving(), age))
        .collect(Collectors.joining("; "));
  }

  private static String words(
      ResolverMode mode, long clients, Resolving resolving, Optional<ConnectionAge> age) {
    return switch (mode) {
      case ON_DISCONNECT, AS_SHIPPED -> "no DNS query until a connection breaks";
      case MAX_CONNECTION_AGE ->
          age.map(
                  set ->
                      "every connection is made anew, and DNS asked, about every "
                          + Event.seconds(set.age()))
              .orElse("nothing: no server closes connections, no max connection age is set");
      case POLL_DNS -> perMinute(clients, resolving.pollInterval()) + " DNS queries a minute";
      case WATCH_ENDPOINTS -> "one watch of the API, no DNS query";
    };
  }

  private static long perMinute(long clients, Duration interval) {
    return Math.round(clients * 60_000.0 / interval.toMillis());
  }
}
