package dev.roundabout.viz.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ClusterFact.ScalerSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Scaler;
import dev.roundabout.viz.model.Snapshot;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where experiment 8 can be done; that it holds is shown with all the others. */
class ScalingTest {
  private final Experiment experiment = new Scaling(Pace.SHORT).all().get(0);

  @Test
  void theEmbeddedClusterHasItsOwnRule() {
    assertThat(obstacle(Origin.embedded("a test"), Optional.empty())).isEmpty();
  }

  @Test
  void kubernetesNeedsAnAutoscaler() {
    assertThat(onKubernetes(Optional.empty()))
        .get()
        .asString()
        .contains("apply k8s/components/hpa");
    assertThat(onKubernetes(scaler(2, 10, "cpu 60%"))).isEmpty();
  }

  @Test
  void itsAutoscalerHasToLetItHaveTwoPodsAndMore() {
    assertThat(onKubernetes(scaler(3, 10, "cpu 60%"))).get().asString().contains("3 to 10");
    assertThat(onKubernetes(scaler(1, 2, "cpu 60%"))).get().asString().contains("1 to 2");
  }

  @Test
  void itsAutoscalerHasToGoByCpu() {
    assertThat(onKubernetes(scaler(0, 9, "rabbitmq 20"))).get().asString().contains("rabbitmq 20");
  }

  private Optional<String> onKubernetes(Optional<Scaler> scaler) {
    return obstacle(new Origin("minikube", "", "minikube", ""), scaler);
  }

  private Optional<String> obstacle(Origin origin, Optional<Scaler> scaler) {
    ClusterInfo info = new ClusterInfo(origin, "default", "server", "", "", 9090, 9090);
    Snapshot seen =
        Snapshot.empty(info, Instant.EPOCH).after(new ScalerSeen(Instant.EPOCH, scaler));
    return experiment.obstacleOn(seen.cluster());
  }

  private static Optional<Scaler> scaler(int min, int max, String target) {
    return Optional.of(new Scaler("HorizontalPodAutoscaler", "server", min, max, target, ""));
  }
}
