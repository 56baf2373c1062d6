package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ClusterFact.PodGone;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the phases of pods add to the lanes: from their creation to READY, and their end. */
final class PodRoad {
  private static final List<Stage> BIRTH =
      List.of(Stage.CREATED, Stage.SCHEDULED, Stage.STARTED, Stage.READY);

  private PodRoad() {}

  static Propagation after(Propagation propagation, PodSeen seen, Snapshot now) {
    Optional<PodLane> known = propagation.lane(seen.pod().name());
    if (known.isEmpty()) {
      PodLane lane = PodLane.of(seen.pod(), seen.pod().restarts(), place(seen.pod(), now));
      return isEnding(seen.pod())
          ? propagation.plus(grown(lane, seen))
          : opened(propagation, grown(lane, seen), now);
    }
    PodLane lane = known.get();
    if (lane.isGone()) {
      return propagation;
    }
    Phase phase = seen.pod().phase();
    if (phase == Phase.BACK_OFF && seen.pod().restarts() >= lane.restarts()) {
      return restarted(propagation, lane, seen, seen.pod().restarts() + 1, now);
    }
    if (seen.pod().restarts() > lane.restarts()) {
      return restarted(propagation, lane, seen, seen.pod().restarts(), now);
    }
    if (phase == Phase.FAILED) {
      return propagation.replace(lane, over(lane, seen.at(), seen.apiAt(), "it failed"));
    }
    PodLane next = grown(lane.withIp(seen.pod().ip()), seen);
    return phase == Phase.TERMINATING
        ? going(propagation, lane, next)
        : propagation.replace(lane, next);
  }

  private static boolean isEnding(Pod pod) {
    return pod.phase() == Phase.TERMINATING || pod.phase() == Phase.FAILED;
  }

  static Propagation gone(Propagation propagation, PodGone gone) {
    return propagation.lanes(
        lane ->
            lane.pod().equals(gone.name()) && !lane.isGone()
                ? over(lane, gone.at(), Optional.empty(), "the API no longer has it")
                : lane);
  }

  private static int place(Pod pod, Snapshot now) {
    return now.cluster().seats().stream()
        .filter(seat -> seat.pod().name().equals(pod.name()))
        .mapToInt(Seat::place)
        .findFirst()
        .orElse(0);
  }

  /** The pod came with the oldest wish that still waits for one. */
  private static Propagation opened(Propagation propagation, PodLane lane, Snapshot now) {
    Optional<Wish> found =
        propagation.pending().wishes().stream()
            .filter(wish -> wish.comes() > 0 && wish.brings(lane, now))
            .findFirst();
    if (found.isEmpty()) {
      return propagation.plus(lane);
    }
    Wish wish = found.get();
    Reached asked = new Reached(wish.at(), Optional.empty(), "you asked: " + wish.what());
    PodLane next = lane.withUp(OptionalInt.of(wish.number())).reach(Stage.SCALE_ASKED, asked);
    if (wish.accepted().isPresent()) {
      next = next.reach(Stage.ACCEPTED, ClusterRoad.accepted(wish.accepted().get(), wish));
    }
    Wish fewer = wish.with(wish.comes() - 1, wish.goes());
    return propagation.plus(next).with(propagation.pending().change(fewer));
  }

  /** Its container died: this life of it is over, and the next one waits for its start. */
  private static Propagation restarted(
      Propagation propagation, PodLane lane, PodSeen seen, int restarts, Snapshot now) {
    Propagation ended =
        propagation.replace(lane, over(lane, seen.at(), seen.apiAt(), "its container died"));
    Reached stays =
        new Reached(seen.at(), seen.apiAt(), "stays on its node; its container is started again");
    PodLane next =
        PodLane.of(seen.pod(), restarts, lane.place())
            .withIp(lane.ip())
            .reach(Stage.SCHEDULED, stays);
    return opened(ended, grown(next, seen), now);
  }

  private static PodLane over(PodLane lane, Instant at, Optional<Instant> apiAt, String how) {
    return lane.reach(Stage.GONE, new Reached(at, apiAt, how));
  }

  private static Propagation going(Propagation propagation, PodLane before, PodLane lane) {
    if (lane.down().isPresent()) {
      return propagation.replace(before, lane);
    }
    Optional<Wish> found =
        propagation.pending().wishes().stream().filter(wish -> wish.goes() > 0).findFirst();
    if (found.isEmpty()) {
      return propagation.replace(before, lane);
    }
    Wish wish = found.get();
    Reached asked = new Reached(wish.at(), Optional.empty(), "you asked: " + wish.what());
    return propagation
        .replace(before, lane.goingWith(wish.number()).reach(Stage.DELETION_ASKED, asked))
        .with(propagation.pending().change(wish.with(wish.comes(), wish.goes() - 1)));
  }

  /** With every stage that its phase implies: a watch may skip phases. */
  private static PodLane grown(PodLane lane, PodSeen seen) {
    PodLane next = lane;
    for (Stage stage : BIRTH) {
      if (implies(seen.pod().phase(), stage) && !isOfEarlierLife(lane, stage)) {
        next = next.reach(stage, reached(seen, stage));
      }
    }
    return seen.pod().phase() == Phase.TERMINATING
        ? next.reach(Stage.TERMINATING, reached(seen, Stage.TERMINATING))
        : next;
  }

  private static boolean isOfEarlierLife(PodLane lane, Stage stage) {
    return lane.restarts() > 0 && lane.has(Stage.SCHEDULED) && stage == Stage.CREATED;
  }

  private static boolean implies(Phase phase, Stage stage) {
    return switch (phase) {
      case PENDING -> stage == Stage.CREATED;
      case CREATING, IMAGE_PULL, BACK_OFF -> stage.compareTo(Stage.SCHEDULED) <= 0;
      case STARTING -> stage.compareTo(Stage.STARTED) <= 0;
      case READY -> stage.compareTo(Stage.READY) <= 0;
      case FAILED, TERMINATING, GONE -> false;
    };
  }

  private static Reached reached(PodSeen seen, Stage stage) {
    Optional<Instant> apiAt = seen.times().of(stage).or(() -> ofPhase(seen, stage));
    return new Reached(seen.at(), apiAt, "pod seen: " + seen.pod().phase().words());
  }

  private static Optional<Instant> ofPhase(PodSeen seen, Stage stage) {
    boolean own =
        switch (seen.pod().phase()) {
          case PENDING -> stage == Stage.CREATED;
          case CREATING -> stage == Stage.SCHEDULED;
          case READY -> stage == Stage.READY;
          case TERMINATING -> stage == Stage.TERMINATING;
          default -> false;
        };
    return own ? seen.apiAt() : Optional.empty();
  }
}
