package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Event.Tone;
import java.time.Duration;
import java.util.Map;

/** Says in words whose calls were lost, and by what. */
final class LostCalls {
  /** One that goes on is said again after this time. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private LostCalls() {}

  static Snapshot tell(Snapshot snapshot, LoadTick tick) {
    Snapshot next = snapshot;
    for (Map.Entry<Address, Map<String, Long>> pod : tick.lost().entrySet()) {
      String name = snapshot.cluster().podAt(pod.getKey().ip()).map(Pod::shortName).orElse("");
      String to = name.isEmpty() ? pod.getKey().toString() : name;
      for (String status : pod.getValue().keySet()) {
        next = tell(next, tick, words(status, to));
      }
    }
    return next;
  }

  private static Snapshot tell(Snapshot snapshot, LoadTick tick, String words) {
    boolean said =
        snapshot.events().stream()
            .anyMatch(
                event -> event.text().equals(words) && event.at().isAfter(tick.at().minus(PAUSE)));
    return said ? snapshot : snapshot.withEvent(tick.at(), Tone.BAD, words);
  }

  private static String words(String status, String to) {
    return switch (status) {
      case "DEADLINE_EXCEEDED" -> "the deadline ended calls to " + to;
      case "CANCELLED" -> "calls to " + to + " were cancelled";
      default -> "calls to " + to + " failed: " + status;
    };
  }
}
