package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change to the pods that somebody asked for, and what came of it for one client.
 *
 * @param number counts changes from 1
 * @param client from 1
 * @param mode how that client learned of new addresses then; where it was switched before the
 *     change was over, how it learned of them at the end
 * @param asked when
 * @param what e.g. {@code 3 → 5} or {@code killed 7g67b}
 * @param brings whether new pods are waited for; false where pods only go
 * @param pods full names of the pods that came with it, or, where it brings none, that went with it
 * @param parts where the time went, once it is over
 * @param lost calls that failed on the way, by status code name, over all clients
 * @param progress how far it is
 * @param note what sets it apart, e.g. that the mode was switched meanwhile, or why it ended
 *     without parts; empty where there is nothing to say
 */
public record PodChange(
    int number,
    int client,
    ResolverMode mode,
    Instant asked,
    String what,
    boolean brings,
    List<String> pods,
    Optional<Parts> parts,
    Map<String, Long> lost,
    Progress progress,
    String note) {

  public PodChange {
    pods = List.copyOf(pods);
    lost = Map.copyOf(lost);
  }

  /** One that brings pods, without losses; over where it has parts. */
  public PodChange(
      int number,
      int client,
      ResolverMode mode,
      Instant asked,
      String what,
      List<String> pods,
      Optional<Parts> parts) {
    this(
        number,
        client,
        mode,
        asked,
        what,
        true,
        pods,
        parts,
        Map.of(),
        parts.isPresent() ? Progress.DONE : Progress.OPEN,
        "");
  }

  /** How far it is. */
  public enum Progress {
    OPEN,
    DONE,
    /** Nothing more comes of it, and the note says why. */
    GIVEN_UP
  }

  /**
   * Where the time went until the last of the new pods served, or the last of the old ones was
   * left.
   *
   * @param total from the wish to the first request of the last pod; where the change brings none,
   *     to the end of the last connection to the last pod
   * @param kubernetes until that pod was in the EndpointSlice; where the change brings none, until
   *     it was terminating
   * @param dns from there until DNS answered it
   * @param asking from there until the client's resolver delivered it
   * @param connecting from there until the first request; where the change brings none, until its
   *     last connection ended
   */
  public record Parts(
      Duration total, Duration kubernetes, Duration dns, Duration asking, Duration connecting) {}

  public boolean isOpen() {
    return progress == Progress.OPEN;
  }

  PodChange seen(List<String> names, Map<String, Long> failed) {
    return names.equals(pods) && failed.equals(lost)
        ? this
        : new PodChange(
            number, client, mode, asked, what, brings, names, parts, failed, progress, note);
  }

  PodChange done(Parts took) {
    if (parts.filter(took::equals).isPresent()) {
      return this;
    }
    return new PodChange(
        number,
        client,
        mode,
        asked,
        what,
        brings,
        pods,
        Optional.of(took),
        lost,
        Progress.DONE,
        note);
  }

  PodChange givenUp(String why) {
    return new PodChange(
        number, client, mode, asked, what, brings, pods, parts, lost, Progress.GIVEN_UP, why);
  }

  PodChange switched(ResolverMode next, String words) {
    return new PodChange(
        number, client, next, asked, what, brings, pods, parts, lost, progress, words);
  }
}
