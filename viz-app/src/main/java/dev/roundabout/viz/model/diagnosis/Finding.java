package dev.roundabout.viz.model.diagnosis;

import dev.roundabout.viz.model.Event.Tone;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is so, and why.
 *
 * @param what is so, in a sentence for the last row; without ages and rates, which tremble
 * @param why it is so, in a sentence
 * @param remedies what would change it, best first; empty where nothing needs to change
 * @param evidence what it rests on
 */
public record Finding(
    Kind kind, String what, String why, List<Remedy> remedies, List<Basis> evidence) {

  /** What can be found, the most important first. */
  public enum Kind {
    CLUSTER_UNREACHABLE(Tone.BAD),
    PERMISSION_MISSING(Tone.BAD),
    NOT_THERE(Tone.BAD),
    POD_FAILS(Tone.BAD),
    NO_PODS(Tone.WARN),
    FROZEN_STALLS(Tone.BAD),
    FROZEN_BYPASSED(Tone.GOOD),
    CALLS_LOST(Tone.BAD),
    WITNESSES_DIFFER(Tone.BAD),
    API_SILENT(Tone.WARN),
    PAUSED(Tone.NEUTRAL),
    ONE_CONNECTION(Tone.WARN),
    PICK_FIRST(Tone.WARN),
    REFRESH_DISCARDED(Tone.WARN),
    AUTOSCALED_IDLE(Tone.WARN),
    NEW_PODS_IDLE(Tone.WARN),
    PODS_COMING(Tone.NEUTRAL),
    STREAMS_STICK(Tone.WARN),
    NEW_PODS_SERVE(Tone.GOOD),
    PODS_LEFT(Tone.GOOD),
    UNEVEN(Tone.WARN),
    EVEN(Tone.GOOD),
    NOTHING_SENT(Tone.NEUTRAL);

    private final Tone tone;

    Kind(Tone tone) {
      this.tone = tone;
    }

    /** How news of it is coloured. */
    public Tone tone() {
      return tone;
    }
  }

  public Finding {
    remedies = List.copyOf(remedies);
    evidence = List.copyOf(evidence);
  }

  /** Whether it matters more than another one. */
  public boolean outranks(Finding other) {
    return kind.compareTo(other.kind) < 0;
  }

  /** The best remedy; empty where nothing needs to change. */
  public Optional<Remedy> remedy() {
    return remedies.stream().findFirst();
  }

  /** Both sentences. */
  public String words() {
    return why.isEmpty() ? what : what + " " + why;
  }
}
