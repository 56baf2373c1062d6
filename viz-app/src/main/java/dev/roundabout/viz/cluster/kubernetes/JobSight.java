package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.MissingPermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What of a run RBAC hides from us, which is told as it is found out. Confined to one thread. */
final class JobSight {
  private final Senses senses;
  private final String namespace;
  private final Map<String, MissingPermission> hidden = new LinkedHashMap<>();

  JobSight(Senses senses, String namespace) {
    this.senses = senses;
    this.namespace = namespace;
  }

  /** It failed; where RBAC is why, its resource is hidden from now on. */
  void failed(Permission need, Throwable failure) {
    Optional<MissingPermission> missing = senses.faults().missing(failure, need);
    missing.ifPresent(
        each -> {
          senses.denials().missing(each);
          hidden.put(need.resource(), each);
        });
  }

  /** It works, or does so again. */
  void works(Permission need) {
    senses.denials().granted(need, namespace);
    MissingPermission missing = hidden.get(need.resource());
    if (missing != null && missing.verb().equals(need.verb())) {
      hidden.remove(need.resource());
    }
  }

  /** Whether a resource is not seen as it changes; it may still be listed now and then. */
  boolean isHidden(String resource) {
    return hidden.containsKey(resource);
  }

  /** Whether nothing at all is seen of a resource. */
  boolean isUnseen(String resource) {
    MissingPermission missing = hidden.get(resource);
    return missing != null && missing.verb().equals(Watches.LIST);
  }

  /** What is missing to see a resource, in few words; empty where it is seen. */
  Optional<String> words(String resource) {
    return Optional.ofNullable(hidden.get(resource)).map(Faults::denied);
  }
}
