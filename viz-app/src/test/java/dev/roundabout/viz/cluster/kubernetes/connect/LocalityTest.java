package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalityTest {

  @ParameterizedTest
  @CsvSource({
    "minikube, https://192.168.49.2:8443, MINIKUBE",
    "minikube, https://127.0.0.1:52010, MINIKUBE",
    "minikube, https://172.17.0.3:8443, MINIKUBE",
    "kind-demo, https://127.0.0.1:37643, KIND",
    "kind-demo, https://[::1]:37643, KIND",
    "k3d-demo, https://0.0.0.0:6550, K3D",
    "k3d-demo, https://host.docker.internal:6550, K3D",
    "docker-desktop, https://kubernetes.docker.internal:6443, DOCKER_DESKTOP",
    "docker-for-desktop, https://localhost:6443, DOCKER_DESKTOP",
    "rancher-desktop, https://127.0.0.1:6443, RANCHER_DESKTOP"
  })
  void a_name_and_an_address_that_a_tool_gives_make_it_local(
      String context, String server, Locality locality) {
    assertThat(Locality.of(context, server, false)).isEqualTo(locality);
  }

  @ParameterizedTest
  @CsvSource({
    "minikube, https://10.0.0.5:8443",
    "minikube, https://api.example.com",
    "minikube, https://127.0.0.1.example.com",
    "minikube, https://172.15.0.3:8443",
    "minikube-like, https://127.0.0.1:6443",
    "kind-demo, https://192.168.49.2:6443",
    "kind-, https://127.0.0.1:6443",
    "k3d-demo, https://k3d.example.com:6443",
    "docker-desktop, https://docker.internal.example.com:6443",
    "rancher-desktop, https://192.168.1.7:6443",
    "prod, https://127.0.0.1:6443",
    "minikube, not a URL",
    "minikube, ''"
  })
  void anything_else_counts_as_not_local(String context, String server) {
    assertThat(Locality.of(context, server, false)).isEqualTo(Locality.ELSEWHERE);
  }

  @ParameterizedTest
  @CsvSource({
    "demo, https://192.168.49.2:8443, MINIKUBE",
    "demo, https://api.example.com:8443, ELSEWHERE"
  })
  void minikube_marks_the_cluster_of_a_profile_by_any_name(
      String context, String server, Locality locality) {
    assertThat(Locality.of(context, server, true)).isEqualTo(locality);
  }
}
