package dev.roundabout.viz.cluster.kubernetes.fake;

/**
 * A kind of object that the API serves.
 *
 * @param group empty for the core group
 * @param plural the name in paths and in roles, e.g. {@code endpointslices}
 */
record ResourceType(String group, String version, String plural, String kind, boolean namespaced) {

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The name in messages of the API, e.g. {@code deployments.apps}. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
