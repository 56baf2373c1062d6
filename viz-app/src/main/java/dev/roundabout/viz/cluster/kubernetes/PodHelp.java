package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.pasted.PastedLine;

/** The line for a terminal that helps with a pod that does not get on, or tells more of it. */
record PodHelp(ClusterInfo info, ImageHelp imageHelp) {

  String of(PodReading reading) {
    return switch (reading.phase()) {
      case IMAGE_PULL ->
          reading.missingImage().map(imageHelp::words).orElseGet(() -> describe(reading));
      case BACK_OFF -> kubectl("logs", reading.name(), "--previous");
      case FAILED -> kubectl("logs", reading.name());
      default -> describe(reading);
    };
  }

  private String describe(PodReading reading) {
    return kubectl("describe", "pod", reading.name());
  }

  private String kubectl(String... words) {
    return PastedLine.of(info.origin()).kubectlIn(info.namespace(), words);
  }
}
