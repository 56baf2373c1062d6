package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One row of the timeline: the road of a pod, as one client sees it; where there is no room for
 * all, that of one pod for all that have got as far.
 *
 * @param pods that it stands for; 1 for a pod alone
 * @param title the pod's short name, with the client's number where clients differ
 * @param place gives its colour
 * @param legs in the order of time
 * @param waiting what is waited for; empty where nothing is any more
 * @param outcome in words, once it is over
 */
record Road(
    PodLane lane,
    int client,
    int pods,
    String title,
    int place,
    List<Leg> legs,
    Optional<PodLane.Wait> waiting,
    String outcome) {

  Road {
    legs = List.copyOf(legs);
  }

  /** What goes on at its end; nothing where no stage was reached. */
  Optional<Leg.Kind> kind() {
    return legs.isEmpty() ? Optional.empty() : Optional.of(legs.get(legs.size() - 1).kind());
  }

  /** The same road for so many pods, whose outcomes may differ in their times. */
  Road forAll(int many, boolean same) {
    String words = same ? outcome : kind().map(Leg.Kind::label).orElse("");
    return new Road(lane, client, many, many + " pods", place, legs, waiting, words);
  }

  /** Whether something is still to come; what never comes as the client is set does not count. */
  boolean isOpen() {
    boolean frozen = !legs.isEmpty() && legs.get(legs.size() - 1).kind() == Leg.Kind.FROZEN;
    return frozen || waiting.filter(PodLane.Wait::expected).isPresent();
  }

  /** Whether it gets requests, as far as its road tells. */
  boolean serves() {
    return !legs.isEmpty() && legs.get(legs.size() - 1).kind() == Leg.Kind.SERVING;
  }

  /** When its first stage was reached; the far future where none was. */
  Instant begins() {
    return legs.isEmpty() ? Instant.MAX : legs.get(0).from();
  }

  /** When its last stage was reached. */
  Instant lastReached() {
    return ended().orElse(legs.isEmpty() ? Instant.MIN : legs.get(legs.size() - 1).from());
  }

  /** When the pod was gone; empty while it is there. */
  Optional<Instant> ended() {
    return lane.reached(Stage.GONE, client).map(PodLane.Reached::at);
  }

  @SuppressWarnings("ReferenceEquality") // the very leg
  boolean isLast(Leg leg) {
    return !legs.isEmpty() && legs.get(legs.size() - 1) == leg;
  }
}
