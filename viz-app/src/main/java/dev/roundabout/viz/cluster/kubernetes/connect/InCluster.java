package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.kubernetes.connect.KubeconfigFile.ContextEntry;
import dev.roundabout.viz.model.Choices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The cluster whose pod Roundabout runs in, by the pod's ServiceAccount
 * (kubernetes.io/docs/tasks/run-application/access-api-from-pod).
 */
final class InCluster {
  /** The context of the ServiceAccount that a pod has, where there is no kubeconfig. */
  static final String NAME = "in-cluster";

  private InCluster() {}

  static Choices.Context choice(KubeSource source) {
    return new Choices.Context(NAME, server(source), namespace(source), "");
  }

  /** As a kubeconfig would say it. */
  static KubeContext context(KubeSource source) throws IOException {
    Path folder = source.serviceAccount();
    Map<String, String> cluster = new HashMap<>(Map.of("server", server(source)));
    if (Files.isRegularFile(folder.resolve("ca.crt"))) {
      cluster.put("certificate-authority", "ca.crt");
    }
    return KubeContext.of(
        source,
        NAME,
        new ContextEntry("", "", namespace(source)),
        ClusterEntry.of(Fields.of(cluster, "cluster"), folder.toAbsolutePath()),
        UserEntry.of(Fields.of(Map.of("tokenFile", "token"), "user"), folder.resolve("token")));
  }

  private static String server(KubeSource source) {
    String host = source.variable("KUBERNETES_SERVICE_HOST").orElse("kubernetes.default.svc");
    String port = source.variable("KUBERNETES_SERVICE_PORT").orElse("443");
    return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static String namespace(KubeSource source) {
    Path file = source.serviceAccount().resolve("namespace");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      // Optional in a projected volume; without it a pod's client uses this one as well.
      return "default";
    }
  }
}
