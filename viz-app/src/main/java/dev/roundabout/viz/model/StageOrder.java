package dev.roundabout.viz.model;

import dev.roundabout.viz.model.PodLane.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Puts stages in order that were seen out of it: facts come from many threads, and an observer that
 * asks a few times a second sees late.
 *
 * <p>What is seen was reached at the latest then. So a stage that is the condition of another one
 * was reached at the latest when that one was: its time on the road is the earlier of the two, and
 * when it was seen stays beside it.
 */
final class StageOrder {
  /** How much later than what follows from it a watch may tell of something. */
  private static final Duration LAG = Duration.ofSeconds(2);

  private StageOrder() {}

  static Map<Stage, Reached> with(Map<Stage, Reached> stages, Stage stage, Reached reached) {
    Reached bounded = reached;
    for (Map.Entry<Stage, Reached> other : stages.entrySet()) {
      if (isCondition(stage, reached, other.getKey(), other.getValue())) {
        bounded = bounded.notAfter(other.getValue().at());
      }
    }
    Map<Stage, Reached> next = copy(stages);
    next.put(stage, bounded);
    Instant at = bounded.at();
    next.replaceAll(
        (before, value) -> isCondition(before, value, stage, reached) ? value.notAfter(at) : value);
    return next;
  }

  /** Reached by then; with what was seen where nothing else told of it before. */
  static Map<Stage, Reached> notAfter(Map<Stage, Reached> stages, Stage stage, Reached bound) {
    Reached known = stages.get(stage);
    return with(stages, stage, known == null ? bound : known.notAfter(bound.at()));
  }

  static Map<Stage, Reached> without(Map<Stage, Reached> stages, Stage stage) {
    Map<Stage, Reached> next = copy(stages);
    next.remove(stage);
    return next;
  }

  /** Whether one stage is reached before the other one can be; both of one side. */
  private static boolean isCondition(Stage first, Reached seen, Stage then, Reached after) {
    if (first == then || first.isUp() != then.isUp()) {
      return false;
    }
    if (first.isUp()) {
      return first.compareTo(then) < 0;
    }
    return switch (first) {
      case DELETION_ASKED -> then == Stage.GONE;
      // A pod may have left its endpoints long before it was deleted.
      case TERMINATING ->
          then == Stage.GONE
              || (then == Stage.OUT_OF_ENDPOINTS && !seen.at().minus(LAG).isAfter(after.at()));
      case OUT_OF_ENDPOINTS -> then == Stage.OUT_OF_DNS;
      case LAST_REQUEST -> then == Stage.DISCONNECTED;
      default -> false;
    };
  }

  private static Map<Stage, Reached> copy(Map<Stage, Reached> stages) {
    Map<Stage, Reached> next = new EnumMap<>(Stage.class);
    next.putAll(stages);
    return next;
  }
}
