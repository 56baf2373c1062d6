package dev.roundabout.viz.scenario;

import java.time.Duration;

/**
 * How long experiments take.
 *
 * @param calls of the article's client
 * @param perSecond calls of a client that is throttled
 * @param look how long to look on where nothing may happen
 */
public record Pace(int calls, int perSecond, Duration look) {
  /** The article's: 3000 calls, 50 ms apart where it throttles. */
  public static final Pace AS_PUBLISHED = new Pace(3000, 20, Duration.ofSeconds(30));

  public static final Pace SHORT = new Pace(3000, 200, Duration.ofSeconds(4));
}
