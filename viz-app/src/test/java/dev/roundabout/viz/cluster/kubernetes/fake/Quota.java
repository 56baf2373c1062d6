package dev.roundabout.viz.cluster.kubernetes.fake;

import tools.jackson.databind.node.ObjectNode;

/** How many pods a namespace may have. Any thread. */
final class Quota {
  private final ObjectStore store;
  private volatile int most = Integer.MAX_VALUE;

  Quota(ObjectStore store) {
    this.store = store;
  }

  void limit(int pods) {
    most = pods;
  }

  /**
   * @throws ApiError 403 as the quota's admission plugin words it
   */
  void check(ObjectNode pod) {
    ObjectNode metadata = ObjectStore.metadata(pod);
    int used = store.list(ResourceTypes.PODS, metadata.path("namespace").asString("")).size();
    if (used >= most) {
      throw ApiError.forbidden(
          "pods \"%s\" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=%d, limited: pods=%d"
              .formatted(metadata.path("name").asString(""), used, most));
    }
  }
}
