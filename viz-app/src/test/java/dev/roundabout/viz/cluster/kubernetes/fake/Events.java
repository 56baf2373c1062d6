package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.concurrent.atomic.AtomicLong;

/** Writes Events about objects. Any thread. */
final class Events {
  private final Typed objects;
  private final AtomicLong number = new AtomicLong(0x17a0_0000_0000_0000L);

  Events(Typed objects) {
    this.objects = objects;
  }

  void normal(String component, HasMetadata about, String reason, String message) {
    write("Normal", component, about, reason, message);
  }

  void warning(String component, HasMetadata about, String reason, String message) {
    write("Warning", component, about, reason, message);
  }

  private void write(
      String type, String component, HasMetadata about, String reason, String message) {
    String now = objects.store().now();
    String name = about.getMetadata().getName() + "." + Long.toHexString(number.incrementAndGet());
    objects.create(
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(about.getMetadata().getNamespace())
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withName(about.getMetadata().getName())
            .withNamespace(about.getMetadata().getNamespace())
            .withUid(about.getMetadata().getUid())
            .endInvolvedObject()
            .withType(type)
            .withReason(reason)
            .withMessage(message)
            .withCount(1)
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withNewSource()
            .withComponent(component)
            .endSource()
            .withReportingComponent(component)
            .build());
  }
}
