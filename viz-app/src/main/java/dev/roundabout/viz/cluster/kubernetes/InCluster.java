package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Choices;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cluster whose pod Roundabout runs in, by the pod's ServiceAccount
 * (kubernetes.io/docs/tasks/run-application/access-api-from-pod).
 */
final class InCluster {
  private InCluster() {}

  static Choices.Context context(KubeSource source) {
    return new Choices.Context(Kubeconfig.IN_CLUSTER, server(source), namespace(source), "");
  }

  /** Sets server, certificate and token, which is read anew each time: it expires. */
  static void fill(Config config, KubeSource source) throws IOException {
    config.setMasterUrl(server(source));
    config.setNamespace(namespace(source));
    config.setCaCertFile(source.serviceAccount().resolve("ca.crt").toString());
    config.setAutoOAuthToken(Files.readString(source.serviceAccount().resolve("token")).strip());
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
