package dev.roundabout.viz.model;

/**
 * What can be looked at: a Deployment of a cluster.
 *
 * @param context of the kubeconfig; empty for the embedded cluster
 * @param namespace empty for the context's own
 * @param deployment empty for the demo's
 */
public record Target(String context, String namespace, String deployment) {
  /** The cluster inside this JVM. */
  public static final Target EMBEDDED = new Target("", "", "");

  public boolean isEmbedded() {
    return context.isEmpty();
  }
}
