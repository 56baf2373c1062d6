package dev.roundabout.viz.cluster.kubernetes;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which pods were frozen from here: the API does not know. On {@code kubernetes-watch} only. */
final class FrozenPods {
  private record Frozen(Instant until, int restarts) {}

  private final Map<String, Frozen> pods = new HashMap<>();

  /**
   * @param restarts of its container until now: one that starts again is not frozen
   */
  void add(String pod, Instant until, int restarts) {
    pods.put(pod, new Frozen(until, restarts));
  }

  void forget(String pod) {
    pods.remove(pod);
  }

  /** Until when it is; empty where it is not, or not any more. */
  Optional<Instant> until(String pod, int restarts, Instant now) {
    Optional<Frozen> frozen = Optional.ofNullable(pods.get(pod));
    if (frozen.isPresent()
        && (frozen.get().restarts() != restarts || !now.isBefore(frozen.get().until()))) {
      pods.remove(pod);
      return Optional.empty();
    }
    return frozen.map(Frozen::until);
  }
}
