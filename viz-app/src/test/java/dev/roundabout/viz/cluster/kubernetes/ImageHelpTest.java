package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each line can be copied into a terminal as it is. */
final class ImageHelpTest {
  private static final String OWN = "roundabout-workload:0.1.0";
  private static final String PUSHED = "registry.example.com/team/roundabout-workload:0.1.0";
  private static final String BUILD = "mvn package -DskipTests -pl workload -am ";
  private static final String TAR = "workload/target/roundabout-workload.tar";
  private static final String JIB =
      BUILD + "jib:build -Djib.from.platforms=linux/amd64,linux/arm64 -Dworkload.image=";

  private static ImageHelp help(Locality locality, String context) {
    Origin origin = new Origin(context, "for a test", context, "https://192.0.2.1:6443");
    return new ImageHelp(
        locality,
        new ClusterInfo(origin, "demo", "server", "server-headless", "server", 9090, 9090));
  }

  private static String own(Locality locality, String context) {
    return help(locality, context).words(OWN);
  }

  @Test
  void ourImageIsBuiltAndLoadedByTheToolOfTheCluster() {
    assertThat(own(Locality.MINIKUBE, "minikube"))
        .isEqualTo(BUILD + "-Pimage && minikube image load --profile=minikube " + TAR);
    assertThat(own(Locality.MINIKUBE, "talk"))
        .isEqualTo(BUILD + "-Pimage && minikube image load --profile=talk " + TAR);
    assertThat(own(Locality.KIND, "kind-talk"))
        .isEqualTo(BUILD + "-Pimage && kind load image-archive --name=talk " + TAR);
    assertThat(own(Locality.K3D, "k3d-talk"))
        .isEqualTo(BUILD + "-Pimage && k3d image import --cluster=talk " + TAR);
    assertThat(own(Locality.DOCKER_DESKTOP, "docker-desktop"))
        .isEqualTo(BUILD + "-Pimage && docker load -i " + TAR);
    assertThat(own(Locality.RANCHER_DESKTOP, "rancher-desktop"))
        .isEqualTo(BUILD + "-Pimage && nerdctl --namespace=k8s.io load -i " + TAR);
  }

  @Test
  void theTarHoldsNoImageOfAnotherName() {
    assertThat(help(Locality.MINIKUBE, "minikube").words(PUSHED))
        .isEqualTo("minikube image load --profile=minikube " + PUSHED);
    assertThat(help(Locality.KIND, "kind-a").words("roundabout-workload:0.2.0"))
        .isEqualTo("kind load docker-image --name=a roundabout-workload:0.2.0");
    assertThat(help(Locality.K3D, "k3d-a").words("my-roundabout-workload-fork:1"))
        .isEqualTo("k3d image import --cluster=a my-roundabout-workload-fork:1");
    assertThat(help(Locality.DOCKER_DESKTOP, "docker-desktop").words(PUSHED))
        .isEqualTo("docker pull " + PUSHED);
    assertThat(help(Locality.RANCHER_DESKTOP, "rancher-desktop").words(PUSHED))
        .isEqualTo("nerdctl --namespace=k8s.io pull " + PUSHED);
  }

  @Test
  void elsewhereOurImageIsPushedToTheRegistryThatItNames() {
    assertThat(help(Locality.ELSEWHERE, "prod").words(PUSHED)).isEqualTo(JIB + PUSHED);
  }

  @Test
  void elsewhereAnImageWithoutARegistryGetsOneInTheDeploymentToo() {
    String rest = "$REGISTRY/roundabout-workload:0.1.0";
    String build = JIB.substring(0, JIB.length() - "-Dworkload.image=".length());
    String push =
        "REGISTRY=registry.example.com/team; " + build + "\"-Dworkload.image=" + rest + "\"";
    String set =
        " && kubectl --context=prod -n demo set image deployment/server \"server=" + rest + "\"";
    assertThat(own(Locality.ELSEWHERE, "prod")).isEqualTo(push + set);
    assertThat(help(Locality.ELSEWHERE, "prod").words(PUSHED + "@sha256:0123"))
        .as("a digest cannot be pushed to")
        .isEqualTo(push + set);
    assertThat(help(Locality.ELSEWHERE, "prod").forJob(OWN))
        .as("the Deployment may be somebody else's")
        .isEqualTo(push);
  }

  @Test
  void anImageOfSomebodyElseIsNotBuilt() {
    assertThat(help(Locality.MINIKUBE, "minikube").words("shop:2"))
        .isEqualTo("minikube image load --profile=minikube shop:2");
    assertThat(help(Locality.KIND, "kind-a").words("shop:2"))
        .isEqualTo("kind load docker-image --name=a shop:2");
    assertThat(help(Locality.ELSEWHERE, "prod").words("example.com/shop:2"))
        .isEqualTo("docker push example.com/shop:2");
    assertThat(help(Locality.ELSEWHERE, "prod").words("shop:2"))
        .isEqualTo("kubectl --context=prod -n demo edit deployment/server");
  }

  @Test
  void namesOfOthersRunNothing() {
    assertThat(help(Locality.MINIKUBE, "a`b`").words("x;reboot"))
        .isEqualTo("minikube image load --profile='a`b`' 'x;reboot'");
    assertThat(help(Locality.ELSEWHERE, "prod").words("--all-tags"))
        .isEqualTo("kubectl --context=prod -n demo edit deployment/server");
    assertThat(help(Locality.ELSEWHERE, "prod").words("-v/:/x")).isEqualTo("docker push -- -v/:/x");
    assertThat(help(Locality.ELSEWHERE, "prod").words("$(reboot)/roundabout-workload:1"))
        .endsWith(" -Dworkload.image='$(reboot)/roundabout-workload:1'");
  }

  @Test
  void theReadmeNamesTheSameCommands() throws IOException {
    assertThat(Files.readString(Path.of("..", "k8s", "README.md")))
        .contains(BUILD + "-Pimage ", BUILD + "jib:build ", "minikube image load " + TAR);
  }
}
