package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImageHelpTest {
  private static String ours(Locality locality, String context) {
    return new ImageHelp(locality, context).words("roundabout-workload:0.1.0");
  }

  @Test
  void ourImageIsBuiltAndLoadedByTheToolOfTheCluster() {
    assertThat(ours(Locality.MINIKUBE, "minikube"))
        .startsWith("mvn package -Pimage && minikube image load ");
    assertThat(ours(Locality.MINIKUBE, "talk")).contains("minikube -p talk image load ");
    assertThat(ours(Locality.KIND, "kind-talk"))
        .contains("kind load image-archive ")
        .endsWith("--name talk");
    assertThat(ours(Locality.K3D, "k3d-talk")).contains("k3d image import ").endsWith("-c talk");
    assertThat(ours(Locality.DOCKER_DESKTOP, "docker-desktop")).contains("docker load -i ");
    assertThat(ours(Locality.ELSEWHERE, "prod"))
        .startsWith("push roundabout-workload:0.1.0 to a registry");
  }

  @Test
  void anImageOfSomebodyElseIsNotBuilt() {
    assertThat(new ImageHelp(Locality.MINIKUBE, "minikube").words("shop:2"))
        .isEqualTo("minikube image load shop:2");
    assertThat(new ImageHelp(Locality.KIND, "kind-a").words("shop:2"))
        .isEqualTo("kind load docker-image shop:2 --name a");
  }
}
