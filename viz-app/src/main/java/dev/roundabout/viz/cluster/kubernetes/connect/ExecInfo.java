package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a credential plugin is told in {@code KUBERNETES_EXEC_INFO}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/config-api/client-authentication.v1/">ExecCredential</a>
 */
record ExecInfo(KubeContext context, ExecEntry exec) {

  /**
   * @param interactive whether it may ask somebody on its standard input
   */
  String json(boolean interactive) throws IOException {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (exec.provideClusterInfo()) {
      spec.put("cluster", cluster(context.cluster()));
    }
    spec.put("interactive", interactive);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("kind", "ExecCredential");
    info.put("apiVersion", exec.apiVersion());
    info.put("spec", spec);
    return Serialization.asJson(info);
  }

  private static Map<String, Object> cluster(ClusterEntry cluster) throws IOException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("server", cluster.server());
    if (!cluster.tlsServerName().isEmpty()) {
      told.put("tls-server-name", cluster.tlsServerName());
    }
    if (cluster.insecure()) {
      told.put("insecure-skip-tls-verify", true);
    }
    String authority = cluster.authority().pem();
    if (!authority.isEmpty()) {
      byte[] pem = authority.getBytes(StandardCharsets.ISO_8859_1);
      told.put("certificate-authority-data", Base64.getEncoder().encodeToString(pem));
    }
    if (!cluster.proxyUrl().isEmpty()) {
      told.put("proxy-url", cluster.proxyUrl());
    }
    if (cluster.disableCompression()) {
      told.put("disable-compression", true);
    }
    told.put("config", cluster.pluginConfig().orElse(null));
    told.values().removeIf(value -> value == null);
    return told;
  }
}
