package dev.roundabout.viz.cluster.kubernetes.fake;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deletes objects as the API does: a pod that runs is marked and ends by its kubelet, everything
 * else goes at once (kubernetes.io, "Pod Lifecycle", termination of Pods). Any thread.
 */
final class Deletion {
  private static final long DEFAULT_GRACE = 30;

  private final ObjectStore store;

  Deletion(ObjectStore store) {
    this.store = store;
  }

  ObjectNode delete(ObjectKey key, ApiRequest request) {
    ObjectNode object = store.get(key).orElseThrow(() -> ApiError.notFound(key.type(), key.name()));
    JsonNode options = request.body().isBlank() ? object.objectNode() : Patch.read(request.body());
    JsonNode asked = options.path("preconditions").path("uid");
    if (asked.isString() && !asked.equals(object.path("metadata").path("uid"))) {
      throw ApiError.conflict("Precondition failed: UID in precondition: " + asked.asString(""));
    }
    if (key.type().equals(ResourceTypes.PODS)) {
      return deletePod(key, object, grace(object, options, request));
    }
    if (key.type().equals(ResourceTypes.NAMESPACES)) {
      deleteContents(key.name());
    }
    return store.remove(key).orElse(object);
  }

  private static long grace(ObjectNode pod, JsonNode options, ApiRequest request) {
    JsonNode asked = options.path("gracePeriodSeconds");
    if (asked.isNumber()) {
      return asked.asLong(0);
    }
    String parameter = request.parameter("gracePeriodSeconds");
    return parameter.isEmpty() ? grace(pod) : Long.parseLong(parameter);
  }

  private static long grace(ObjectNode pod) {
    return pod.path("spec").path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE);
  }

  /** As a controller does it: with the pod's own grace. */
  void deletePod(ObjectKey key) {
    store.get(key).ifPresent(pod -> deletePod(key, pod, grace(pod)));
  }

  /** With the grace that was asked for, if it is a number. */
  void deletePod(ObjectKey key, JsonNode asked) {
    store
        .get(key)
        .ifPresent(pod -> deletePod(key, pod, asked.isNumber() ? asked.asLong(0) : grace(pod)));
  }

  private ObjectNode deletePod(ObjectKey key, ObjectNode pod, long grace) {
    boolean unassigned = pod.path("spec").path("nodeName").asString("").isEmpty();
    boolean ended =
        List.of("Succeeded", "Failed").contains(pod.path("status").path("phase").asString(""));
    if (grace == 0 || unassigned || ended) {
      return store.remove(key).orElse(pod);
    }
    return store.updateIfThere(key, known -> marked(known, grace)).orElse(pod);
  }

  private ObjectNode marked(ObjectNode pod, long grace) {
    ObjectNode metadata = ObjectStore.metadata(pod);
    if (!metadata.has("deletionTimestamp")) {
      String end = Instant.parse(store.now()).plusSeconds(grace).toString();
      metadata.put("deletionTimestamp", end).put("deletionGracePeriodSeconds", grace);
    }
    return pod;
  }

  private void deleteContents(String namespace) {
    store.keys().stream()
        .filter(key -> key.type().namespaced() && key.namespace().equals(namespace))
        .forEach(store::remove);
  }
}
