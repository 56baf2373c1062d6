package dev.roundabout.viz.cluster.kubernetes.fake;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes kubeconfigs.
 *
 * @param authority the certificate to trust, as PEM
 */
record KubeconfigText(String server, Optional<String> authority) {

  /** With one context, whose namespace is {@code default}. */
  String of(String context, String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters:
          - name: %1$s
            cluster:
              server: %2$s
              %3$s
        contexts:
          - name: %1$s
            context:
              cluster: %1$s
              user: %1$s
              namespace: default
        users:
          - name: %1$s
            user:
              token: %4$s
        """
        .formatted(context, server, authorityLine(), token);
  }

  private String authorityLine() {
    return authority
        .map(pem -> pem.getBytes(StandardCharsets.US_ASCII))
        .map(bytes -> "certificate-authority-data: " + Base64.getEncoder().encodeToString(bytes))
        .orElse("");
  }
}
