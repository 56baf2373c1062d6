package dev.roundabout.viz.client.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The open loop without its thread: sends every call that is due, each on the next lane in turn.
 *
 * <p>A lane with {@code Load.MAX_IN_FLIGHT} calls under way holds the sender up; the calls that are
 * due meanwhile are sent as soon as there is room, and their latency counts from when they were
 * due.
 */
final class Pace {
  /** How long to wait for room. */
  private static final long FULL = TimeUnit.MICROSECONDS.toNanos(200);

  /** A thread that sleeps wakes up late by less than this; it is not called behind for that. */
  private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(5);

  private final Schedule schedule;
  private final List<Lane> lanes;

  /** Of each lane, senders whose call has ended: making one costs more than using it again. */
  private final List<Queue<Paced>> idle = new ArrayList<>();

  private volatile long next;

  Pace(Schedule schedule, List<Lane> lanes) {
    this.schedule = schedule;
    this.lanes = List.copyOf(lanes);
    lanes.forEach(lane -> idle.add(new ConcurrentLinkedQueue<>()));
  }

  /** Sends what is due at this time. Returns the nanoseconds to wait; one thread. */
  long step(long nowNanos) {
    long index = next;
    long due = schedule.due(index);
    while (due - nowNanos <= 0) {
      int turn = (int) (index % lanes.size());
      Lane lane = lanes.get(turn);
      if (!lane.hasRoom()) {
        return FULL;
      }
      sender(lane, idle.get(turn)).send(due);
      next = ++index;
      due = schedule.due(index);
    }
    return due - nowNanos;
  }

  /** How late the next call is. Any thread. */
  long behindNanos(long nowNanos) {
    long late = nowNanos - schedule.due(next);
    return late > TOLERANCE ? late : 0;
  }

  private static Paced sender(Lane lane, Queue<Paced> idle) {
    Paced rested = idle.poll();
    return rested == null ? new Paced(lane, idle) : rested;
  }

  private static final class Paced extends Lane.Sender {
    private final Queue<Paced> idle;

    Paced(Lane lane, Queue<Paced> idle) {
      super(lane);
      this.idle = idle;
    }

    @Override
    void ended(boolean ok, long tookNanos) {
      // The schedule starts the next call, not the end of this one.
      idle.add(this);
    }
  }
}
