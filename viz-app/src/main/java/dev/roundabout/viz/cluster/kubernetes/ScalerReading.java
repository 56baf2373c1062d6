package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Scaler;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What scales a Deployment, in the words of {@code kubectl get hpa}.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">HPA</a>
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">KEDA's ScaledObject</a>
 */
final class ScalerReading {
  private static final int KEDA_MIN = 0;
  private static final int KEDA_MAX = 100;

  private ScalerReading() {}

  static boolean owns(HorizontalPodAutoscaler hpa, String deployment) {
    return Optional.ofNullable(hpa.getSpec())
        .map(spec -> spec.getScaleTargetRef())
        .filter(target -> "Deployment".equals(target.getKind()))
        .filter(target -> deployment.equals(target.getName()))
        .isPresent();
  }

  static Scaler of(HorizontalPodAutoscaler hpa) {
    return new Scaler(
        "HorizontalPodAutoscaler",
        hpa.getMetadata().getName(),
        Objects.requireNonNullElse(hpa.getSpec().getMinReplicas(), 1),
        Objects.requireNonNullElse(hpa.getSpec().getMaxReplicas(), 1),
        joined(Absent.stream(hpa.getSpec().getMetrics()).flatMap(ScalerReading::target)),
        current(hpa));
  }

  private static String current(HorizontalPodAutoscaler hpa) {
    return Optional.ofNullable(hpa.getStatus())
        .map(
            status ->
                joined(Absent.stream(status.getCurrentMetrics()).flatMap(ScalerReading::current)))
        .orElse("");
  }

  private static Stream<String> target(MetricSpec metric) {
    if (metric.getResource() != null) {
      return words(metric.getResource().getName(), metric.getResource().getTarget());
    }
    if (metric.getContainerResource() != null) {
      return words(
          metric.getContainerResource().getName(), metric.getContainerResource().getTarget());
    }
    if (metric.getPods() != null) {
      return words(metric.getPods().getMetric().getName(), metric.getPods().getTarget());
    }
    if (metric.getObject() != null) {
      return words(metric.getObject().getMetric().getName(), metric.getObject().getTarget());
    }
    if (metric.getExternal() != null) {
      return words(metric.getExternal().getMetric().getName(), metric.getExternal().getTarget());
    }
    return Stream.empty();
  }

  private static Stream<String> words(String name, MetricTarget target) {
    return words(name, target.getAverageUtilization(), target.getAverageValue(), target.getValue());
  }

  private static Stream<String> current(MetricStatus metric) {
    if (metric.getResource() != null) {
      return words(metric.getResource().getName(), metric.getResource().getCurrent());
    }
    if (metric.getContainerResource() != null) {
      return words(
          metric.getContainerResource().getName(), metric.getContainerResource().getCurrent());
    }
    if (metric.getPods() != null) {
      return words(metric.getPods().getMetric().getName(), metric.getPods().getCurrent());
    }
    if (metric.getObject() != null) {
      return words(metric.getObject().getMetric().getName(), metric.getObject().getCurrent());
    }
    if (metric.getExternal() != null) {
      return words(metric.getExternal().getMetric().getName(), metric.getExternal().getCurrent());
    }
    return Stream.empty();
  }

  private static Stream<String> words(String name, MetricValueStatus current) {
    return words(
        name, current.getAverageUtilization(), current.getAverageValue(), current.getValue());
  }

  /** {@code cpu 60%}, or {@code packets 1k} where it is no share. */
  @SuppressWarnings("NullAway") // every one of the three may be absent from the API's answer
  private static Stream<String> words(
      String name, Integer utilization, Quantity average, Quantity value) {
    if (utilization != null) {
      return Stream.of(name + " " + utilization + "%");
    }
    return Stream.of(Optional.ofNullable(average), Optional.ofNullable(value))
        .flatMap(Optional::stream)
        .limit(1)
        .map(quantity -> name + " " + quantity);
  }

  private static String joined(Stream<String> words) {
    return words.collect(Collectors.joining(", "));
  }

  static boolean owns(GenericKubernetesResource scaledObject, String deployment) {
    Object kind = scaledObject.get("spec", "scaleTargetRef", "kind");
    Object name = scaledObject.get("spec", "scaleTargetRef", "name");
    return deployment.equals(name) && (kind == null || "Deployment".equals(kind));
  }

  /**
   * @param hpa that KEDA made for it, whose measurements are its own; empty where there is none yet
   */
  static Scaler of(GenericKubernetesResource scaledObject, Optional<Scaler> hpa) {
    return new Scaler(
        "ScaledObject",
        scaledObject.getMetadata().getName(),
        number(scaledObject.get("spec", "minReplicaCount"), KEDA_MIN),
        number(scaledObject.get("spec", "maxReplicaCount"), KEDA_MAX),
        triggers(scaledObject),
        hpa.map(Scaler::current).orElse(""));
  }

  private static int number(Object value, int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }

  private static String triggers(GenericKubernetesResource scaledObject) {
    Object triggers = scaledObject.get("spec", "triggers");
    return triggers instanceof List<?> list
        ? joined(list.stream().map(ScalerReading::trigger))
        : "";
  }

  /** {@code prometheus 100}: its type and the threshold, by the names that triggers give it. */
  private static String trigger(Object trigger) {
    if (!(trigger instanceof Map<?, ?> fields)) {
      return "";
    }
    Object metadata = fields.get("metadata");
    String threshold =
        metadata instanceof Map<?, ?> values
            ? Stream.of("threshold", "value", "targetValue", "queueLength", "lagThreshold")
                .filter(values::containsKey)
                .map(key -> " " + values.get(key))
                .findFirst()
                .orElse("")
            : "";
    return fields.get("type") + threshold;
  }
}
