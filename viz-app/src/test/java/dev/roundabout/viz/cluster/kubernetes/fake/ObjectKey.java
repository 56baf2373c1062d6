package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.Comparator;

/**
 * Where an object is kept.
 *
 * @param namespace empty for objects of the whole cluster
 */
record ObjectKey(ResourceType type, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.<ObjectKey, String>comparing(key -> key.type().qualified())
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }
}
