package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole visible world at one moment. Parts that did not change are the same objects as in the
 * snapshot before, so that a panel can skip its work.
 *
 * @param at time of the newest fact in it
 * @param events by their time, newest last, at most {@link #MAX_EVENTS}
 * @param troubles what failed in the background, newest last, at most {@link #MAX_TROUBLES}
 * @param propagation the road of each pod to its first request
 * @param choices what else can be looked at
 * @param experiments which there are, and the one that is under way
 */
public record Snapshot(
    Instant at,
    ClusterState cluster,
    ClientState client,
    Traffic traffic,
    List<Event> events,
    List<SessionFact.Trouble> troubles,
    Propagation propagation,
    Choices choices,
    Experiments experiments) {

  static final int MAX_EVENTS = 300;
  static final int MAX_TROUBLES = 5;

  /** Before the first fact. */
  public static Snapshot empty(ClusterInfo info, Instant at) {
    return new Snapshot(
        at,
        ClusterState.of(info),
        ClientState.INITIAL,
        Traffic.NONE,
        List.of(),
        List.of(),
        Propagation.NONE,
        Choices.NONE,
        Experiments.NONE);
  }

  /**
   * The world when one turns to another cluster, of which nothing is known yet: what happened so
   * far stays in the list of events, the client keeps its settings, and the choices stay.
   */
  public Snapshot turnedTo(ClusterInfo info, Instant when) {
    return new Snapshot(
        when,
        ClusterState.of(info),
        ClientState.INITIAL.withSettings(client.settings()),
        Traffic.NONE,
        events,
        List.of(),
        Propagation.NONE,
        choices,
        Experiments.NONE);
  }

  /**
   * As it is kept for an hour: all that is shown, without what is only needed to go on, and sharing
   * what has not changed with the one that was kept before.
   *
   * @param before the one that was kept before; itself where there is none
   */
  public Snapshot forHistory(Snapshot before) {
    return new Snapshot(
        at,
        cluster,
        client.forHistory(before.client),
        traffic == Traffic.NONE ? traffic : traffic.forHistory(),
        events,
        troubles,
        propagation.forHistory(),
        choices,
        experiments);
  }

  /** This snapshot after one more fact. */
  public Snapshot after(Fact fact) {
    Snapshot applied = fact.applyTo(this);
    Snapshot next = applied.with(propagation.after(this, fact, applied));
    return fact.at().isAfter(at) ? next.at(fact.at()) : next;
  }

  /** Why the cluster could not be opened, or not be heard since; empty where it was. */
  public Optional<String> notOpened() {
    if (cluster.isKnown()) {
      return Optional.empty();
    }
    Optional<String> broken = cluster.api().hearing().filter(Hearing::broken).map(Hearing::why);
    return broken.or(
        () -> troubles.stream().map(SessionFact.Trouble::message).reduce((one, other) -> other));
  }

  /** The pod at the far end of a connection of the client. */
  public Optional<Pod> podOf(Connection connection) {
    return PodIndex.of(this).behind(connection);
  }

  private Snapshot at(Instant when) {
    return new Snapshot(
        when, cluster, client, traffic, events, troubles, propagation, choices, experiments);
  }

  Snapshot withCluster(ClusterState value) {
    return new Snapshot(
        at, value, client, traffic, events, troubles, propagation, choices, experiments);
  }

  Snapshot withClient(ClientState value) {
    return new Snapshot(
        at, cluster, value, traffic, events, troubles, propagation, choices, experiments);
  }

  Snapshot withTraffic(Traffic value) {
    return new Snapshot(
        at, cluster, client, value, events, troubles, propagation, choices, experiments);
  }

  Snapshot withEvent(Instant when, Event.Tone tone, String text) {
    List<Event> next = inOrder(events, new Event(when, tone, text));
    return new Snapshot(
        at, cluster, client, traffic, next, troubles, propagation, choices, experiments);
  }

  /** Without the newest event of these words. */
  Snapshot withoutEvent(String text) {
    List<Event> next = new ArrayList<>(events);
    for (int i = next.size() - 1; i >= 0; i--) {
      if (next.get(i).text().equals(text)) {
        next.remove(i);
        List<Event> rest = List.copyOf(next);
        return new Snapshot(
            at, cluster, client, traffic, rest, troubles, propagation, choices, experiments);
      }
    }
    return this;
  }

  /** A fact of a thread that was held up comes after those of others that happened later. */
  private static List<Event> inOrder(List<Event> events, Event event) {
    int place = events.size();
    while (place > 0 && events.get(place - 1).at().isAfter(event.at())) {
      place--;
    }
    List<Event> next = new ArrayList<>(events);
    next.add(place, event);
    return List.copyOf(next.subList(Math.max(0, next.size() - MAX_EVENTS), next.size()));
  }

  Snapshot withTrouble(SessionFact.Trouble trouble) {
    List<SessionFact.Trouble> next = appended(troubles, trouble, MAX_TROUBLES);
    return new Snapshot(
        at, cluster, client, traffic, events, next, propagation, choices, experiments);
  }

  private Snapshot with(Propagation value) {
    return value == propagation
        ? this
        : new Snapshot(at, cluster, client, traffic, events, troubles, value, choices, experiments);
  }

  Snapshot withChoices(Choices value) {
    return new Snapshot(
        at, cluster, client, traffic, events, troubles, propagation, value, experiments);
  }

  Snapshot withExperiments(Experiments value) {
    return new Snapshot(
        at, cluster, client, traffic, events, troubles, propagation, choices, value);
  }

  private static <T> List<T> appended(List<T> list, T item, int most) {
    List<T> next = new ArrayList<>(list.subList(Math.max(0, list.size() + 1 - most), list.size()));
    next.add(item);
    return List.copyOf(next);
  }
}
