package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link Propagation} needs to go on and no panel shows.
 *
 * @param asked number of changes so far
 * @param wishes those whose pods may still come or go, oldest first
 * @param unplaced facts of connections whose pod is not known yet, oldest first
 * @param ended connections that ended since the last tick, with their client: the next tick still
 *     counts on them
 * @param lastSecond streams of the last second, while a share is waited for
 * @param ticks whether load ticks change a lane
 * @param readings whether readings of channelz change a lane
 */
record Pending(
    int asked,
    List<Wish> wishes,
    List<ClientFact> unplaced,
    Map<Connection, Integer> ended,
    List<Streams> lastSecond,
    boolean ticks,
    boolean readings) {

  static final Pending NOTHING =
      new Pending(0, List.of(), List.of(), Map.of(), List.of(), false, false);

  /** More connections than that lead nowhere only where something is wrong. */
  private static final int MAX_UNPLACED = 512;

  /** Streams that connections were given in one interval. */
  record Streams(Instant at, Map<Connection, Long> counts) {}

  Pending {
    wishes = List.copyOf(wishes);
    unplaced = List.copyOf(unplaced);
    ended = Map.copyOf(ended);
    lastSecond = List.copyOf(lastSecond);
  }

  /** What the newest wish for a scale asks for, where the Deployment has not been told yet. */
  int desired(int now) {
    return wishes.stream()
        .filter(wish -> wish.action() instanceof Action.Scale && wish.accepted().isEmpty())
        .reduce((one, other) -> other)
        .map(Wish::to)
        .orElse(now);
  }

  Optional<Wish> wish(int number) {
    return wishes.stream().filter(wish -> wish.number() == number).findFirst();
  }

  Pending with(Wish added) {
    return new Pending(
        added.number(), Wish.appended(wishes, added), unplaced, ended, lastSecond, ticks, readings);
  }

  Pending withWishes(List<Wish> value) {
    return value.equals(wishes)
        ? this
        : new Pending(asked, value, unplaced, ended, lastSecond, ticks, readings);
  }

  /** The wish of this number, changed. */
  Pending change(Wish wish) {
    return withWishes(
        wishes.stream().map(each -> each.number() == wish.number() ? wish : each).toList());
  }

  Pending plusUnplaced(ClientFact fact) {
    List<ClientFact> next = new ArrayList<>(unplaced);
    next.add(fact);
    return withUnplaced(next.subList(Math.max(0, next.size() - MAX_UNPLACED), next.size()));
  }

  Pending withUnplaced(List<ClientFact> value) {
    return new Pending(asked, wishes, value, ended, lastSecond, ticks, readings);
  }

  Pending plusEnded(Connection connection, int client) {
    Map<Connection, Integer> next = new HashMap<>(ended);
    next.put(connection, client);
    return new Pending(asked, wishes, unplaced, next, lastSecond, ticks, readings);
  }

  Pending afterTick(List<Streams> second) {
    return ended.isEmpty() && second.isEmpty() && lastSecond.isEmpty()
        ? this
        : new Pending(asked, wishes, unplaced, Map.of(), second, ticks, readings);
  }

  Pending caring(boolean forTicks, boolean forReadings) {
    return forTicks == ticks && forReadings == readings
        ? this
        : new Pending(asked, wishes, unplaced, ended, lastSecond, forTicks, forReadings);
  }
}
