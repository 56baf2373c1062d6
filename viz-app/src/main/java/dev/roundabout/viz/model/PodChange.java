package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A change to the pods that somebody asked for, and what came of it for one client.
 *
 * @param number counts changes from 1
 * @param client from 1
 * @param ways that decided when that client learned of new pods, in order: that of now is last;
 *     more than one where it was switched before the change was over
 * @param asked when
 * @param what e.g. {@code 3 → 5} or {@code killed 7g67b}
 * @param effect what it does to pods
 * @param pods full names of the pods that came with it, or, where it brings none, that went with it
 *     or were frozen
 * @param parts where the time went, once it is over
 * @param lost calls that it cost, by status code name, over all clients
 * @param progress how far it is
 * @param note what sets it apart, e.g. that the mode was switched meanwhile, or why it ended
 *     without parts; empty where there is nothing to say
 */
public record PodChange(
    int number,
    int client,
    List<Way> ways,
    Instant asked,
    String what,
    Effect effect,
    List<String> pods,
    Optional<Parts> parts,
    Map<String, Long> lost,
    Progress progress,
    String note) {

  public PodChange {
    ways = List.copyOf(ways);
    pods = List.copyOf(pods);
    lost = Map.copyOf(lost);
  }

  /** One that brings pods, at the headless Service, without losses; over where it has parts. */
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
        List.of(new Way(mode, Optional.empty())),
        asked,
        what,
        Effect.BRINGS,
        pods,
        parts,
        Map.of(),
        parts.isPresent() ? Progress.DONE : Progress.OPEN,
        "");
  }

  /** What a change does to pods. */
  public enum Effect {
    /** New pods are waited for, whether or not others go. */
    BRINGS,
    /** Pods only go. */
    TAKES,
    /** A pod stays and answers nothing. */
    FREEZES
  }

  /**
   * What decides when a client learns of a new pod and sends to it.
   *
   * @param mode how it learns of new addresses
   * @param instead what decides in the place of that, e.g. {@code ClusterIP}; empty where nothing
   *     does
   */
  public record Way(ResolverMode mode, Optional<String> instead) {
    static Way of(Settings settings, int client) {
      ResolverMode mode = settings.resolving().modeOf(client);
      if (settings.service() == ServiceKind.CLUSTER_IP) {
        return new Way(mode, Optional.of("ClusterIP"));
      }
      return settings.policy() == LbPolicy.PICK_FIRST
          ? new Way(mode, Optional.of("pick_first, " + mode.label()))
          : new Way(mode, Optional.empty());
    }

    /** {@code on disconnect}, {@code pick_first, poll DNS}, {@code ClusterIP}. */
    public String label() {
      return instead.orElse(mode.label());
    }
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
   *     last connection ended, and where it freezes one, until it answered again
   * @param withoutDns whether EndpointSlices answered, because DNS could not be asked
   */
  public record Parts(
      Duration total,
      Duration kubernetes,
      Duration dns,
      Duration asking,
      Duration connecting,
      boolean withoutDns) {

    /** Where DNS was asked, or nobody had to. */
    public Parts(
        Duration total, Duration kubernetes, Duration dns, Duration asking, Duration connecting) {
      this(total, kubernetes, dns, asking, connecting, false);
    }
  }

  /** How the client learns of new addresses now, or did when the change was over. */
  public ResolverMode mode() {
    return way().mode();
  }

  private Way way() {
    return ways.get(ways.size() - 1);
  }

  /** The way that it began and ended in; empty where that was switched meanwhile. */
  public Optional<Way> onlyWay() {
    return ways.size() == 1 ? Optional.of(way()) : Optional.empty();
  }

  /** {@code poll DNS}, or {@code on disconnect, then poll DNS}. */
  public String waysInWords() {
    return ways.stream().map(Way::label).collect(Collectors.joining(", then "));
  }

  /** Whether new pods are waited for. */
  public boolean brings() {
    return effect == Effect.BRINGS;
  }

  public boolean isOpen() {
    return progress == Progress.OPEN;
  }

  PodChange seen(List<String> names, Map<String, Long> failed) {
    return names.equals(pods) && failed.equals(lost)
        ? this
        : with(ways, what, names, parts, failed, progress, note);
  }

  PodChange done(Parts took) {
    return parts.filter(took::equals).isPresent()
        ? this
        : with(ways, what, pods, Optional.of(took), lost, Progress.DONE, note);
  }

  PodChange givenUp(String why) {
    return with(ways, what, pods, parts, lost, Progress.GIVEN_UP, why);
  }

  /** Goes on in another way: its time is that of neither. */
  PodChange switched(Way next, Instant at) {
    if (!isOpen() || way().equals(next)) {
      return this;
    }
    List<Way> more = new ArrayList<>(ways);
    more.add(next);
    String words =
        "switched from " + way().label() + " after " + Durations.words(Duration.between(asked, at));
    return with(more, what, pods, parts, lost, progress, words);
  }

  /** Something more was asked for, or less, and is one change with what was asked before. */
  PodChange what(String words) {
    String said = progress == Progress.GIVEN_UP ? "" : note;
    return with(ways, words, pods, Optional.empty(), lost, Progress.OPEN, said);
  }

  /** Whether it is a freeze of this pod that was not over by then. */
  boolean freezes(String pod, Instant at) {
    return effect == Effect.FREEZES
        && pods.contains(pod)
        && !parts.map(Parts::total).map(asked::plus).filter(at::isAfter).isPresent();
  }

  /** A pod that was frozen answers again, or is no more. */
  PodChange thawed(String pod, Instant at) {
    if (!isOpen() || !freezes(pod, at)) {
      return this;
    }
    Duration took = Duration.between(asked, at);
    return done(new Parts(took, Duration.ZERO, Duration.ZERO, Duration.ZERO, took));
  }

  private PodChange with(
      List<Way> nextWays,
      String words,
      List<String> names,
      Optional<Parts> took,
      Map<String, Long> failed,
      Progress next,
      String said) {
    return new PodChange(
        number, client, nextWays, asked, words, effect, names, took, failed, next, said);
  }
}
