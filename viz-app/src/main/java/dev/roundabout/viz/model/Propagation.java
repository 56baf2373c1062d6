package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The road of each pod from the change that made it to its first request, and back: which stage was
 * reached when.
 *
 * @param lanes oldest first; those of an hour, and no more than {@link #MAX_LANES}
 * @param changes oldest first, one for each client; no more than {@link #MAX_CHANGES}
 * @param marks what people did and what resolvers did, oldest first
 * @param pending what is needed to go on
 */
public record Propagation(
    List<PodLane> lanes, List<PodChange> changes, List<Mark> marks, Pending pending) {
  static final int MAX_LANES = 400;
  static final int MAX_CHANGES = 200;
  static final int MAX_MARKS = 2000;

  /** How long the lane of a pod that is gone is kept. */
  static final Duration KEPT = Duration.ofHours(1);

  static final Propagation NONE = new Propagation(List.of(), List.of(), List.of());

  public Propagation {
    lanes = List.copyOf(lanes);
    changes = List.copyOf(changes);
    marks = Marks.of(marks);
  }

  /** One that has seen nothing but this. */
  public Propagation(List<PodLane> lanes, List<PodChange> changes, List<Mark> marks) {
    this(lanes, changes, marks, Pending.NOTHING);
  }

  /**
   * A moment to see on the time axis.
   *
   * @param client from 1; 0 where it concerns none
   */
  public record Mark(Instant at, Kind kind, int client, String words) {
    /** What happened. */
    public enum Kind {
      USER,
      /** Somebody froze a pod. */
      FROZE,
      /** Somebody sent a burst. */
      BURST,
      /** Somebody chose another policy, Service or way of re-resolving. */
      SWITCHED,
      ASKED,
      DISCARDED,
      ANSWERED,
      UNCHANGED,
      FAILED;

      /** Whether a person did it. */
      public boolean isUsers() {
        return this == USER || this == FROZE || this == BURST || this == SWITCHED;
      }

      /** Whether an hour of them would leave no room for what matters more. */
      boolean isFrequent() {
        return this == ASKED || this == UNCHANGED;
      }
    }
  }

  /** The lane of this pod, or the newest of them where its container was started again. */
  public Optional<PodLane> lane(String pod) {
    return lanes.stream().filter(lane -> lane.pod().equals(pod)).reduce((one, other) -> other);
  }

  /** The lanes of the pods that came or went with a change, oldest first. */
  public List<PodLane> lanesOf(int change) {
    return lanes.stream()
        .filter(lane -> lane.up().orElse(0) == change || lane.down().orElse(0) == change)
        .toList();
  }

  /**
   * After one more fact; the same object where it changes nothing.
   *
   * @param before the snapshot without the fact
   * @param now the snapshot with it
   */
  Propagation after(Snapshot before, Fact fact, Snapshot now) {
    if (fact instanceof LoadTick tick) {
      return TickRoad.after(this, tick, now).settled(this, now, tick.at());
    }
    if (fact instanceof ChannelzSeen seen) {
      return pending.readings()
          ? ReadingRoad.after(this, seen).settled(this, now, seen.at())
          : this;
    }
    Propagation marked = Marks.after(this, fact, before);
    Propagation next = marked;
    if (fact instanceof SessionFact said) {
      next = WishRoad.after(marked, said, now);
    } else if (fact instanceof ClusterFact seen) {
      next = ClusterRoad.after(marked, seen, before, now);
    } else if (fact instanceof ClientFact seen) {
      next = ClientRoad.after(marked, seen, before, now);
    }
    boolean waits = fact instanceof ClusterFact && pending.wishes().stream().anyMatch(Wish::isOpen);
    return waits ? Settling.of(next, now, fact.at()) : next.settled(marked, now, fact.at());
  }

  /** With what follows from changed lanes. */
  private Propagation settled(Propagation before, Snapshot now, Instant at) {
    return this == before ? this : Settling.of(this, now, at);
  }

  /** Without what is needed to go on. */
  Propagation forHistory() {
    return with(Pending.NOTHING);
  }

  Propagation lanes(UnaryOperator<PodLane> change) {
    List<PodLane> next = new ArrayList<>(lanes.size());
    boolean changed = false;
    for (PodLane lane : lanes) {
      PodLane after = change.apply(lane);
      changed |= after != lane;
      next.add(after);
    }
    return changed ? with(next) : this;
  }

  Propagation with(List<PodLane> value) {
    return new Propagation(value, changes, marks, pending);
  }

  Propagation withChanges(List<PodChange> value) {
    return new Propagation(lanes, value, marks, pending);
  }

  Propagation withMarks(List<Mark> value) {
    return new Propagation(lanes, changes, value, pending);
  }

  Propagation with(Pending value) {
    return value == pending ? this : new Propagation(lanes, changes, marks, value);
  }

  /** This lane in the place of the one before. */
  Propagation replace(PodLane before, PodLane after) {
    return lanes(lane -> lane == before ? after : lane);
  }

  Propagation plus(PodLane lane) {
    List<PodLane> next = new ArrayList<>(lanes);
    next.add(lane);
    return with(next);
  }

  /** The lane of the pod that has this IP now: the newest one. */
  Optional<PodLane> livingAt(String ip) {
    return lanes.stream()
        .filter(lane -> !lane.isGone() && lane.isAt(ip))
        .reduce((one, other) -> other);
  }

  /** The lane that this open connection leads to. */
  Optional<PodLane> on(Connection connection) {
    return lanes.stream().filter(lane -> lane.open().containsKey(connection)).findFirst();
  }
}
