package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.pasted.PastedLine;
import dev.roundabout.viz.model.pasted.Shell;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one command that brings an image to where the nodes get it.
 *
 * @param context of the kubeconfig, by which minikube, kind and k3d tell their clusters apart
 * @param namespace of the Deployment; empty for the context's own
 * @param deployment whose pods ask for the image
 * @param own the image that the manifests name
 */
record ImageHelp(
    Locality locality, String context, String namespace, String deployment, String own) {
  private static final String BUILD = "mvn package -DskipTests -pl workload -am ";

  /** What {@code -Pimage} writes: the image by the name that the manifests give it. */
  private static final String TAR = "workload/target/roundabout-workload.tar";

  private static final String REGISTRY = "REGISTRY";

  /** Stands for one that nobody has named yet. */
  private static final String SOME_REGISTRY = "registry.example.com/team";

  private static final Pattern OURS = Pattern.compile("(.*/)?roundabout-workload([:@].*)?");

  ImageHelp(Locality locality, ClusterInfo info) {
    this(locality, info.origin().context(), info.namespace(), info.deployment(), Manifests.image());
  }

  /** For the demo's own Deployment in the context's own namespace. */
  ImageHelp(Locality locality, String context) {
    this(locality, context, "", Manifests.SERVER, Manifests.image());
  }

  /** For an image that the Deployment's pods ask for. */
  String words(String image) {
    boolean renamed = locality == Locality.ELSEWHERE && !isPushable(image);
    if (!renamed) {
      return forJob(image);
    }
    return isOurs(image)
        ? shell().both(forJob(image), kubectl("set", "image") + " " + renamed(Manifests.SERVER))
        : kubectl("edit");
  }

  /** For an image that a Job's pod asks for: the Deployment is left alone. */
  String forJob(String image) {
    if (locality == Locality.ELSEWHERE) {
      return push(image);
    }
    return image.equals(own) ? shell().both(BUILD + "-Pimage", loadTar()) : load(image);
  }

  /** Whether it is called as this project's server is, wherever it comes from. */
  static boolean isOurs(String image) {
    return OURS.matcher(image).matches();
  }

  private String loadTar() {
    return switch (locality) {
      case MINIKUBE -> minikube(TAR);
      case KIND -> line("kind load image-archive", name(), TAR);
      case K3D -> line("k3d image import", cluster(), TAR);
      case DOCKER_DESKTOP -> "docker load -i " + TAR;
      case RANCHER_DESKTOP -> "nerdctl --namespace=k8s.io load -i " + TAR;
      case ELSEWHERE -> push(own);
    };
  }

  private String load(String image) {
    return switch (locality) {
      case MINIKUBE -> minikube(image);
      case KIND -> line("kind load docker-image", name(), image);
      case K3D -> line("k3d image import", cluster(), image);
      case DOCKER_DESKTOP -> line("docker pull", "", image);
      case RANCHER_DESKTOP -> line("nerdctl --namespace=k8s.io pull", "", image);
      case ELSEWHERE -> push(image);
    };
  }

  private String minikube(String image) {
    return line("minikube image load", "--profile=" + context, image);
  }

  private String name() {
    return "--name=" + after("kind-");
  }

  private String cluster() {
    return "--cluster=" + after("k3d-");
  }

  private String push(String image) {
    if (!isOurs(image)) {
      return line("docker push", "", image);
    }
    return isPushable(image)
        ? jib(shell().quoted("-Dworkload.image=" + image))
        : shell().assigned(REGISTRY, SOME_REGISTRY) + jib(renamed("-Dworkload.image"));
  }

  /** Whether a registry is named, and not what it has to hold already. */
  private static boolean isPushable(String image) {
    return image.contains("/") && !image.contains("@");
  }

  /** Quoted for any shell so that the registry is put in. */
  private String renamed(String what) {
    return "\"" + what + "=$" + REGISTRY + "/" + own + '"';
  }

  /** For either kind of node that a cluster may have. */
  private String jib(String image) {
    return BUILD
        + "jib:build "
        + shell().quoted("-Djib.from.platforms=linux/amd64,linux/arm64")
        + " "
        + image;
  }

  private String kubectl(String... command) {
    PastedLine line = new PastedLine(shell(), context);
    String[] words =
        Stream.concat(Stream.of(command), Stream.of("deployment/" + deployment))
            .toArray(String[]::new);
    return namespace.isEmpty() ? line.kubectl(words) : line.kubectlIn(namespace, words);
  }

  /** An image that begins as a flag does is none. */
  private static String line(String command, String flag, String image) {
    return Stream.of(flag, image.startsWith("-") ? "--" : "", image)
        .filter(word -> !word.isEmpty())
        .map(shell()::quoted)
        .collect(Collectors.joining(" ", command + " ", ""));
  }

  private static Shell shell() {
    return Shell.here();
  }

  private String after(String prefix) {
    return context.startsWith(prefix) ? context.substring(prefix.length()) : context;
  }
}
