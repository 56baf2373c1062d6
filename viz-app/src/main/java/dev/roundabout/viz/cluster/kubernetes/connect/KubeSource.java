package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.Secrets;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where clusters are looked for, as kubectl does: the files of {@code KUBECONFIG}, else {@code
 * ~/.kube/config}, else the ServiceAccount of the pod that Roundabout runs in.
 *
 * <p>Kept apart from {@link Kubeconfig} so that a machine without any is known without loading the
 * API's client.
 *
 * @param environment the process's environment variables
 * @param home the user's folder
 * @param serviceAccount the folder that Kubernetes mounts into pods
 * @param secrets learns what nobody may see as it is read
 */
public record KubeSource(
    Map<String, String> environment, Path home, Path serviceAccount, Secrets secrets) {
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  public KubeSource {
    environment = Map.copyOf(environment);
  }

  public KubeSource(Map<String, String> environment, Path home, Path serviceAccount) {
    this(environment, home, serviceAccount, new Secrets());
  }

  public static KubeSource ofThisMachine() {
    return new KubeSource(
        System.getenv(), Path.of(System.getProperty("user.home")), SERVICE_ACCOUNT);
  }

  /** Whether there is any cluster to choose. */
  public boolean isPresent() {
    return !files().isEmpty() || hasServiceAccount();
  }

  /**
   * The files that exist, each once; the first that sets a value wins. kubectl ignores missing ones
   * as well (kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig).
   */
  List<Path> files() {
    return named().stream()
        .filter(file -> Files.isRegularFile(file) || Files.isDirectory(file))
        .distinct()
        .toList();
  }

  boolean hasServiceAccount() {
    return environment.containsKey("KUBERNETES_SERVICE_HOST")
        && Files.isRegularFile(serviceAccount.resolve("token"));
  }

  /** An environment variable, in capitals or not, where it says something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Where clusters come from, or why there are none; fit for the screen. */
  public String words() {
    List<Path> files = files();
    if (!files.isEmpty()) {
      return "from " + String.join(" and ", files.stream().map(this::shortened).toList());
    }
    if (hasServiceAccount()) {
      return "from the ServiceAccount of this pod";
    }
    String looked = String.join(" and ", named().stream().map(this::shortened).toList());
    return "There is no kubeconfig: "
        + looked
        + (named().size() == 1 ? " does" : " do")
        + " not exist. Start a cluster, e.g. minikube start, or set KUBECONFIG to its file.";
  }

  private List<Path> named() {
    return variable("KUBECONFIG")
        .map(KubeSource::split)
        .filter(paths -> !paths.isEmpty())
        .orElseGet(() -> List.of(home.resolve(".kube").resolve("config")));
  }

  private static List<Path> split(String paths) {
    return Arrays.stream(paths.split(File.pathSeparator))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .toList();
  }

  private String shortened(Path file) {
    return file.startsWith(home) ? "~" + File.separator + home.relativize(file) : file.toString();
  }
}
