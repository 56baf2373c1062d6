package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.ScalerSeen;
import dev.roundabout.viz.model.Scaler;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Optional;
import java.util.TreeMap;

/** Reports what scales the Deployment by itself: an HPA, or the ScaledObject behind it. */
final class ScalerWatch implements Observer<HorizontalPodAutoscaler> {
  private final String deployment;
  private final Reports reports;
  private final TreeMap<String, HorizontalPodAutoscaler> hpas = new TreeMap<>();
  private Optional<GenericKubernetesResource> scaledObject = Optional.empty();
  private Optional<Scaler> last = Optional.empty();

  ScalerWatch(String deployment, Reports reports) {
    this.deployment = deployment;
    this.reports = reports;
  }

  @Override
  public void seen(HorizontalPodAutoscaler hpa) {
    if (ScalerReading.owns(hpa, deployment)) {
      hpas.put(hpa.getMetadata().getName(), hpa);
    } else {
      hpas.remove(hpa.getMetadata().getName());
    }
    report();
  }

  @Override
  public void gone(HorizontalPodAutoscaler hpa) {
    hpas.remove(hpa.getMetadata().getName());
    report();
  }

  /** KEDA's object that owns the Deployment, or none. */
  void keda(Optional<GenericKubernetesResource> found) {
    scaledObject = found;
    report();
  }

  private void report() {
    Optional<Scaler> hpa = hpas.values().stream().findFirst().map(ScalerReading::of);
    Optional<Scaler> now = scaledObject.map(found -> ScalerReading.of(found, hpa)).or(() -> hpa);
    if (!now.equals(last)) {
      last = now;
      reports.accept(new ScalerSeen(reports.now(), now));
    }
  }
}
