package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Optional;

/**
 * Who made an object.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/">
 *     Owners and Dependents</a>
 */
final class Owners {
  private Owners() {}

  /** The one that manages it. */
  static Optional<OwnerReference> controller(HasMetadata item) {
    return Absent.stream(item.getMetadata().getOwnerReferences())
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  static boolean owns(String kind, String name, HasMetadata item) {
    return controller(item)
        .filter(owner -> kind.equals(owner.getKind()) && name.equals(owner.getName()))
        .isPresent();
  }
}
