package dev.roundabout.viz.model;

/**
 * What is looked at. It does not change while a session runs.
 *
 * @param title for the chip in the top bar, e.g. {@code embedded cluster}
 * @param deployment name of the server Deployment
 * @param headlessName fully qualified name of the headless Service
 * @param clusterIpName fully qualified name of the ClusterIP Service
 * @param port that pods and Services listen on
 */
public record ClusterInfo(
    String title,
    String namespace,
    String deployment,
    String headlessName,
    String clusterIpName,
    int port) {

  /** The name that a client dials to reach a Service of this kind. */
  public String nameOf(ServiceKind kind) {
    return kind == ServiceKind.HEADLESS ? headlessName : clusterIpName;
  }
}
