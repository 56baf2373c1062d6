package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.List;

/**
 * The road of each pod from the change that made it to its first request, and back: which stage was
 * reached when.
 *
 * @param lanes oldest first; those of an hour, and no more than {@link #MAX_LANES}
 * @param changes oldest first, one for each client; no more than {@link #MAX_CHANGES}
 * @param marks what people did and what resolvers did, oldest first
 */
public record Propagation(List<PodLane> lanes, List<PodChange> changes, List<Mark> marks) {
  static final int MAX_LANES = 400;
  static final int MAX_CHANGES = 200;
  static final int MAX_MARKS = 2000;

  static final Propagation NONE = new Propagation(List.of(), List.of(), List.of());

  public Propagation {
    lanes = List.copyOf(lanes);
    changes = List.copyOf(changes);
    marks = List.copyOf(marks);
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
      ASKED,
      DISCARDED,
      ANSWERED,
      UNCHANGED,
      FAILED
    }
  }

  /**
   * After one more fact; the same object where it changes nothing.
   *
   * @param before the snapshot without the fact
   * @param now the snapshot with it
   */
  Propagation after(Snapshot before, Fact fact, Snapshot now) {
    return this;
  }
}
