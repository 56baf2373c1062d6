package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a pod reached its stages, by the cluster's own clock, as the API tells: from {@code
 * metadata}, the conditions {@code PodScheduled} and {@code Ready}, and the container's state. The
 * API gives most of them to the second.
 *
 * @param stages those that the API tells
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 *     Lifecycle</a>
 */
public record PodTimes(Map<Stage, Instant> stages) {
  /** Where the API tells none. */
  public static final PodTimes UNKNOWN = new PodTimes(Map.of());

  public PodTimes {
    stages = Map.copyOf(stages);
  }

  public Optional<Instant> of(Stage stage) {
    return Optional.ofNullable(stages.get(stage));
  }

  /** With one more, where it is known. */
  public PodTimes with(Stage stage, Optional<Instant> at) {
    if (at.isEmpty()) {
      return this;
    }
    Map<Stage, Instant> next = new EnumMap<>(Stage.class);
    next.putAll(stages);
    next.put(stage, at.get());
    return new PodTimes(next);
  }
}
