package dev.roundabout.viz.cluster.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last Warning of each pod's Events. On {@code kubernetes-watch} only. */
final class PodTroubles {
  private final Map<String, String> byPod = new HashMap<>();

  void put(String pod, String words) {
    byPod.put(pod, words);
  }

  Optional<String> of(String pod) {
    return Optional.ofNullable(byPod.get(pod));
  }

  void forget(String pod) {
    byPod.remove(pod);
  }
}
