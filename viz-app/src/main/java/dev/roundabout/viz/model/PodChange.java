package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change to the pods that somebody asked for, and what came of it for one client.
 *
 * @param number counts changes from 1
 * @param client from 1
 * @param mode how that client learned of new addresses then
 * @param asked when
 * @param what e.g. {@code 3 → 5} or {@code killed 7g67b}
 * @param pods full names of the pods that came or went with it
 * @param parts where the time went, once it is over
 */
public record PodChange(
    int number,
    int client,
    ResolverMode mode,
    Instant asked,
    String what,
    List<String> pods,
    Optional<Parts> parts) {

  public PodChange {
    pods = List.copyOf(pods);
  }

  /**
   * Where the time went until the last of the new pods served, or the last of the old ones was
   * left.
   *
   * @param total from the wish to the first request of the last pod
   * @param kubernetes until that pod was in the EndpointSlice
   * @param dns from there until DNS answered it
   * @param asking from there until the client's resolver delivered it
   * @param connecting from there until the first request
   */
  public record Parts(
      Duration total, Duration kubernetes, Duration dns, Duration asking, Duration connecting) {}
}
