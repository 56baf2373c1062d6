package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a kubeconfig says of a cluster; {@code disable-compression} needs nothing, for no answer is
 * asked for in compressed form.
 *
 * @param server its URL, with a scheme; empty where the cluster is not described
 * @param tlsServerName that its certificate is checked against, and that it is greeted with; empty
 *     for the name in its URL
 * @param insecure whether any certificate will do
 * @param authority whose certificates are trusted; nothing where the machine's are
 * @param proxyUrl by which way it is reached; empty for the environment's
 * @param pluginConfig what credential plugins are told of it
 * @param minikube whether minikube wrote it
 */
record ClusterEntry(
    String server,
    String tlsServerName,
    boolean insecure,
    Material authority,
    String proxyUrl,
    boolean disableCompression,
    Optional<Object> pluginConfig,
    boolean minikube) {
  /** A context that names no cluster that the kubeconfig describes. */
  static final ClusterEntry NONE =
      new ClusterEntry("", "", false, Material.NONE, "", false, Optional.empty(), false);

  private static final String MINIKUBE = "minikube.sigs.k8s.io";

  /** The name of the extension that is for plugins (client-go's {@code rest/exec.go}). */
  private static final String FOR_PLUGINS = "client.authentication.k8s.io/exec";

  /**
   * @param folder of the file, which relative paths start from
   */
  static ClusterEntry of(Fields fields, Path folder) throws IOException {
    Optional<Object> forPlugins = Optional.empty();
    boolean minikube = false;
    for (Fields extension : fields.parts("extensions")) {
      Optional<Object> content = extension.any("extension");
      minikube |= String.valueOf(content.orElse("")).contains(MINIKUBE);
      if (extension.text("name").equals(FOR_PLUGINS)) {
        forPlugins = content;
      }
    }
    Material authority =
        Material.of(fields, "certificate-authority", "certificate-authority-data", folder);
    boolean insecure = fields.flag("insecure-skip-tls-verify");
    return new ClusterEntry(
        withScheme(fields.text("server"), insecure || !authority.isEmpty()),
        fields.text("tls-server-name"),
        insecure,
        authority,
        fields.text("proxy-url"),
        fields.flag("disable-compression"),
        forPlugins,
        minikube);
  }

  /** A server without a scheme is one with TLS where anything is said of its certificate. */
  private static String withScheme(String server, boolean tls) {
    if (server.isEmpty() || server.contains("://")) {
      return server;
    }
    return (tls ? "https://" : "http://") + server;
  }

  boolean isTls() {
    return server.regionMatches(true, 0, "https:", 0, "https:".length());
  }
}
