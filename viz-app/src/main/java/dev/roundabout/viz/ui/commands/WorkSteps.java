package dev.roundabout.viz.ui.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The amounts of work per call that the commands step through. */
final class WorkSteps {
  private static final List<Duration> STEPS =
      LongStream.of(0, 1, 2, 5, 10, 20, 50, 100).mapToObj(Duration::ofMillis).toList();

  private WorkSteps() {}

  /** The next step; empty at the end. */
  static Optional<Duration> next(Duration from, boolean more) {
    return more
        ? STEPS.stream().filter(step -> step.compareTo(from) > 0).findFirst()
        : STEPS.stream().filter(step -> step.compareTo(from) < 0).reduce((one, other) -> other);
  }

  /** Why there is no next step; empty where there is one. */
  static Optional<String> refusal(Duration from, boolean more) {
    if (next(from, more).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        more ? "More work than this is set by the flag --work, up to 10 s" : "Calls carry no work");
  }
}
