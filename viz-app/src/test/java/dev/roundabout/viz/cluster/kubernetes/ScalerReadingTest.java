package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Scaler;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScalerReadingTest {
  private static HorizontalPodAutoscaler hpa() {
    return Serialization.unmarshal(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: server}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: server}
          maxReplicas: 9
          metrics:
            - type: Resource
              resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
            - type: Pods
              pods: {metric: {name: calls}, target: {type: AverageValue, averageValue: 1k}}
        status:
          currentMetrics:
            - type: Resource
              resource: {name: cpu, current: {averageUtilization: 12, averageValue: 6m}}
            - type: Pods
              pods: {metric: {name: calls}, current: {averageValue: "250"}}
        """,
        HorizontalPodAutoscaler.class);
  }

  @Test
  void anHpaIsToldAsKubectlTellsIt() {
    assertThat(ScalerReading.of(hpa()))
        .isEqualTo(
            new Scaler(
                "HorizontalPodAutoscaler",
                "server",
                1,
                9,
                "cpu 60%, calls 1k",
                "cpu 12%, calls 250"));
  }

  @Test
  void anHpaThatMeasuresNothingYetIsToldAllTheSame() {
    HorizontalPodAutoscaler hpa = hpa();
    hpa.getStatus().setCurrentMetrics(null);
    assertThat(ScalerReading.of(hpa).current()).isEmpty();
    hpa.getSpec().setMetrics(null);
    assertThat(ScalerReading.of(hpa).target()).isEmpty();
  }

  @Test
  void anHpaOwnsWhatItNames() {
    assertThat(ScalerReading.owns(hpa(), "server")).isTrue();
    assertThat(ScalerReading.owns(hpa(), "server2")).isFalse();
    HorizontalPodAutoscaler other = hpa();
    other.getSpec().getScaleTargetRef().setKind("StatefulSet");
    assertThat(ScalerReading.owns(other, "server")).isFalse();
  }

  @Test
  void aScaledObjectTakesWhatItsHpaMeasures() {
    GenericKubernetesResource object =
        Serialization.unmarshal(
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: keda}
            spec:
              scaleTargetRef: {name: server}
              minReplicaCount: 3
              triggers:
                - {type: cron, metadata: {start: 0 8 * * *}}
                - {type: prometheus, metadata: {query: up, threshold: "100"}}
            """,
            GenericKubernetesResource.class);
    assertThat(ScalerReading.owns(object, "server")).isTrue();
    assertThat(ScalerReading.of(object, Optional.of(ScalerReading.of(hpa()))))
        .isEqualTo(
            new Scaler(
                "ScaledObject", "keda", 3, 100, "cron, prometheus 100", "cpu 12%, calls 250"));
  }
}
