package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Real kubeconfig files in a folder, and a source that finds them. */
public record Kubeconfigs(Path folder) {

  /** Writes {@code ~/.kube/config}. */
  public Kubeconfigs home(String text) throws IOException {
    file(".kube/config", text);
    return this;
  }

  public Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A machine whose home this folder is. */
  public KubeSource source() {
    return source(Map.of());
  }

  public KubeSource source(Path... files) {
    return source(
        Map.of(
            "KUBECONFIG",
            Arrays.stream(files)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator))));
  }

  public KubeSource source(Map<String, String> environment) {
    return new KubeSource(environment, folder, folder.resolve("serviceaccount"));
  }

  /** The same, whatever certificate the server has. */
  public static String insecure(String context, String server, String user) {
    return text(context, server, user)
        .replace("cluster: {server:", "cluster: {insecure-skip-tls-verify: true, server:");
  }

  /** One context with a cluster and a user of its name. */
  public static String text(String context, String server, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    contexts:
    - name: %1$s
      context: {cluster: %1$s, user: %1$s}
    clusters:
    - name: %1$s
      cluster: {server: "%2$s"}
    users:
    - name: %1$s
      user: %3$s
    """
        .formatted(context, server, user);
  }
}
