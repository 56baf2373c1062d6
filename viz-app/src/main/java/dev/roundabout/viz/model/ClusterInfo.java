package dev.roundabout.viz.model;

/**
 * What is looked at. It does not change while a session runs.
 *
 * @param origin which cluster it is, and why it was chosen
 * @param deployment name of the server Deployment
 * @param headlessName fully qualified name of the headless Service
 * @param clusterIpName fully qualified name of the ClusterIP Service
 * @param podPort that the pods listen on: a headless Service does not translate it
 * @param clusterIpPort that the ClusterIP Service listens on
 * @param headlessPortName what the headless Service, and so its EndpointSlices, calls the port;
 *     empty where it has no name
 * @param clusterIpPortName likewise
 */
public record ClusterInfo(
    Origin origin,
    String namespace,
    String deployment,
    String headlessName,
    String clusterIpName,
    int podPort,
    int clusterIpPort,
    String headlessPortName,
    String clusterIpPortName) {
  /** As the demo calls its port. */
  public static final String PORT_NAME = "grpc";

  /** Services that call their port as the demo's do. */
  public ClusterInfo(
      Origin origin,
      String namespace,
      String deployment,
      String headlessName,
      String clusterIpName,
      int podPort,
      int clusterIpPort) {
    this(
        origin,
        namespace,
        deployment,
        headlessName,
        clusterIpName,
        podPort,
        clusterIpPort,
        PORT_NAME,
        PORT_NAME);
  }

  /**
   * Which cluster is looked at.
   *
   * @param title for the chip in the top bar, e.g. {@code embedded cluster} or {@code minikube}
   * @param why it was chosen, in a line
   * @param unasked whether nobody asked for it and the reason explains it, so that it is to be seen
   * @param context of the kubeconfig; empty for the embedded cluster
   * @param server address of its API; empty for the embedded cluster
   * @param direct whether its names and pods are reached from this machine without a tunnel
   */
  public record Origin(
      String title, String why, boolean unasked, String context, String server, boolean direct) {
    public Origin(String title, String why, String context, String server) {
      this(title, why, false, context, server, false);
    }

    /** A cluster inside this JVM. */
    public static Origin embedded(String why) {
      return embedded(why, false);
    }

    public static Origin embedded(String why, boolean unasked) {
      return new Origin("embedded cluster", why, unasked, "", "", false);
    }

    public boolean isEmbedded() {
      return context.isEmpty();
    }
  }

  /** The name that a client dials to reach a Service of this kind. */
  public String nameOf(ServiceKind kind) {
    return kind == ServiceKind.HEADLESS ? headlessName : clusterIpName;
  }

  /** The port that a client dials at the addresses of a Service of this kind. */
  public int portOf(ServiceKind kind) {
    return kind == ServiceKind.HEADLESS ? podPort : clusterIpPort;
  }

  /** What a Service of this kind calls the port. */
  public String portNameOf(ServiceKind kind) {
    return kind == ServiceKind.HEADLESS ? headlessPortName : clusterIpPortName;
  }

  public String title() {
    return origin.title();
  }
}
