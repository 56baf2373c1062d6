package dev.roundabout.viz.cluster.kubernetes.fake;

/**
 * What somebody asked the API for, as a Role has to allow it.
 *
 * @param group empty for the core group
 * @param resource with its subresource, e.g. {@code pods/portforward}
 * @param namespace empty for what is asked of the whole cluster
 */
public record Asked(String verb, String group, String resource, String namespace) {}
