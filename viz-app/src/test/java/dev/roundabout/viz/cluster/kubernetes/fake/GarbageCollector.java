package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes what belonged to objects that are no more (kubernetes.io, "Garbage Collection"). */
final class GarbageCollector implements ControlLoop.Controller {
  private final ObjectStore store;
  private final Deletion deletion;

  GarbageCollector(ObjectStore store, Deletion deletion) {
    this.store = store;
    this.deletion = deletion;
  }

  @Override
  public void reconcile() {
    Set<String> uids = new HashSet<>();
    for (ObjectKey key : store.keys()) {
      store.get(key).ifPresent(object -> uids.add(uid(object)));
    }
    for (ObjectKey key : store.keys()) {
      store.get(key).filter(object -> isOrphan(object, uids)).ifPresent(object -> collect(key));
    }
  }

  private static String uid(ObjectNode object) {
    return object.path("metadata").path("uid").asString("");
  }

  private static boolean isOrphan(ObjectNode object, Set<String> uids) {
    JsonNode owners = object.path("metadata").path("ownerReferences");
    for (JsonNode owner : owners) {
      if (uids.contains(owner.path("uid").asString(""))) {
        return false;
      }
    }
    return !owners.isEmpty();
  }

  private void collect(ObjectKey key) {
    if (key.type().equals(ResourceTypes.PODS)) {
      deletion.deletePod(key);
    } else {
      store.remove(key);
    }
  }
}
