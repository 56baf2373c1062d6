package dev.roundabout.viz.model.diagnosis;

import dev.roundabout.viz.model.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a {@link Snapshot} says in one line. Pure: the same snapshot gives the same findings, also
 * one of the past or of a recording.
 */
public final class Diagnosis {
  /** Each looks for its kinds of findings; the order of importance is that of the kinds. */
  private static final List<Function<Picture, Stream<Finding>>> RULES =
      List.of(ClusterFindings::of, LossFindings::of, SpreadFindings::of, NewPodFindings::of);

  private Diagnosis() {}

  /** Everything that is found, the most important first; never empty. */
  public static List<Finding> all(Snapshot snapshot) {
    Picture picture = new Picture(snapshot);
    return RULES.stream()
        .flatMap(rule -> rule.apply(picture))
        .sorted(Comparator.comparing(Finding::kind))
        .toList();
  }

  /** The one that matters most now. */
  public static Finding of(Snapshot snapshot) {
    return all(snapshot).get(0);
  }

  static Stream<Finding> found(Optional<Finding> first, Optional<Finding> second) {
    return Stream.of(first, second).flatMap(Optional::stream);
  }
}
