package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterInfo;
import java.util.regex.Pattern;

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

  /** Stands for one that nobody has named yet. */
  private static final String REGISTRY = "REGISTRY=registry.example.com/team; ";

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
        ? forJob(image) + " && " + kubectl("set image") + " " + Manifests.SERVER + "=" + target()
        : kubectl("edit");
  }

  /** For an image that a Job's pod asks for: the Deployment is left alone. */
  String forJob(String image) {
    if (locality == Locality.ELSEWHERE) {
      return push(image);
    }
    return image.equals(own) ? BUILD + "-Pimage && " + loadTar() : load(image);
  }

  /** Whether it is called as this project's server is, wherever it comes from. */
  static boolean isOurs(String image) {
    return OURS.matcher(image).matches();
  }

  private String loadTar() {
    return switch (locality) {
      case MINIKUBE -> minikube() + " image load " + TAR;
      case KIND -> "kind load image-archive " + TAR + " --name " + after("kind-");
      case K3D -> "k3d image import " + TAR + " -c " + after("k3d-");
      case DOCKER_DESKTOP -> "docker load -i " + TAR;
      case RANCHER_DESKTOP -> "nerdctl --namespace k8s.io load -i " + TAR;
      case ELSEWHERE -> push(own);
    };
  }

  private String load(String image) {
    return switch (locality) {
      case MINIKUBE -> minikube() + " image load " + image;
      case KIND -> "kind load docker-image " + image + " --name " + after("kind-");
      case K3D -> "k3d image import " + image + " -c " + after("k3d-");
      case DOCKER_DESKTOP -> "docker pull " + image;
      case RANCHER_DESKTOP -> "nerdctl --namespace k8s.io pull " + image;
      case ELSEWHERE -> push(image);
    };
  }

  private String minikube() {
    return context.equals("minikube") ? "minikube" : "minikube -p " + context;
  }

  private String push(String image) {
    if (!isOurs(image)) {
      return "docker push " + image;
    }
    return isPushable(image) ? jib(image) : REGISTRY + jib(target());
  }

  /** Whether a registry is named, and not what it has to hold already. */
  private static boolean isPushable(String image) {
    return image.contains("/") && !image.contains("@");
  }

  private String target() {
    return "$REGISTRY/" + own;
  }

  /** For either kind of node that a cluster may have. */
  private static String jib(String image) {
    return BUILD
        + "jib:build -Djib.from.platforms=linux/amd64,linux/arm64 -Dworkload.image="
        + image;
  }

  private String kubectl(String command) {
    String where = namespace.isEmpty() ? "" : " --namespace=" + namespace;
    return "kubectl --context=" + context + where + " " + command + " deployment/" + deployment;
  }

  private String after(String prefix) {
    return context.startsWith(prefix) ? context.substring(prefix.length()) : context;
  }
}
