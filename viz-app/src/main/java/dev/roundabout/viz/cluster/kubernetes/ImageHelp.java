package dev.roundabout.viz.cluster.kubernetes;

/**
 * The one command that brings an image into a cluster.
 *
 * @param context of the kubeconfig, by which minikube, kind and k3d tell their clusters apart
 */
record ImageHelp(Locality locality, String context) {
  /** What {@code mvn package -Pimage} writes. */
  private static final String TAR = "workload/target/roundabout-workload.tar";

  private static final String OURS = "roundabout-workload";

  String words(String image) {
    boolean built = isOurs(image) && locality != Locality.ELSEWHERE;
    return built ? "mvn package -Pimage && " + loadTar(image) : load(image);
  }

  /** Whether it is this project's server. */
  static boolean isOurs(String image) {
    return image.contains(OURS);
  }

  private String loadTar(String image) {
    return switch (locality) {
      case MINIKUBE -> minikube() + " image load " + TAR;
      case KIND -> "kind load image-archive " + TAR + " --name " + after("kind-");
      case K3D -> "k3d image import " + TAR + " -c " + after("k3d-");
      case DOCKER_DESKTOP -> "docker load -i " + TAR;
      case RANCHER_DESKTOP -> "nerdctl --namespace k8s.io load -i " + TAR;
      case ELSEWHERE -> push(image);
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

  private static String push(String image) {
    return "push "
        + image
        + " to a registry that the nodes can reach, and name it in the Deployment";
  }

  private String after(String prefix) {
    return context.startsWith(prefix) ? context.substring(prefix.length()) : context;
  }
}
