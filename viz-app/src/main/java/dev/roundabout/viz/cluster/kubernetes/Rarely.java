package dev.roundabout.viz.cluster.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets the same news through once in a while. For one thread at a time. */
final class Rarely {
  static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Map<String, Instant> told = new LinkedHashMap<>();

  Rarely(InstantSource clock) {
    this.clock = clock;
  }

  boolean isDue(String news) {
    Instant now = clock.instant();
    Instant before = told.get(news);
    if (before != null && before.plus(PAUSE).isAfter(now)) {
      return false;
    }
    told.put(news, now);
    if (told.size() > MOST) {
      told.values().removeIf(when -> !when.plus(PAUSE).isAfter(now));
    }
    return true;
  }
}
