package dev.roundabout.viz.model;

/**
 * What can be looked at: a Deployment of a cluster.
 *
 * @param context of the kubeconfig; empty for the embedded cluster
 * @param namespace empty for the context's own
 * @param deployment empty for the demo's
 */
public record Target(String context, String namespace, String deployment) {
  /** Name of the demo's Deployment. */
  public static final String DEMO = "server";

  /** The cluster inside this JVM. */
  public static final Target EMBEDDED = new Target("", "", "");

  /**
   * The same with its names in full, so that it can be compared.
   *
   * @param own the context's own namespace
   */
  public Target inFull(String own) {
    return new Target(
        context, namespace.isEmpty() ? own : namespace, deployment.isEmpty() ? DEMO : deployment);
  }

  public boolean isEmbedded() {
    return context.isEmpty();
  }
}
