package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Addresses of pods and Services, which no machine routes. Any thread. */
final class Ips {
  static final String IPV4 = "IPv4";
  static final String IPV6 = "IPv6";

  private final AtomicInteger pods = new AtomicInteger();
  private final AtomicInteger services = new AtomicInteger(100);
  private volatile List<String> families = List.of(IPV4);

  /** The first one is that of {@code status.podIP}. */
  List<String> families() {
    return families;
  }

  /** Pods and Services from now on have addresses of these families. */
  void families(List<String> wanted) {
    families = List.copyOf(wanted);
  }

  List<String> ofPod() {
    int number = pods.incrementAndGet();
    return families.stream()
        .map(
            family ->
                family.equals(IPV4)
                    ? "10.244." + number / 250 + "." + (number % 250 + 2)
                    : "fd00:10:244::" + Integer.toHexString(number + 1))
        .toList();
  }

  /** What the Service asks for, or one of each of its families; {@code None} if headless. */
  List<String> ofService(ObjectNode spec) {
    String asked = spec.path("clusterIP").asString("");
    if (!asked.isEmpty()) {
      return List.of(asked);
    }
    int number = services.incrementAndGet();
    List<String> given = new ArrayList<>();
    for (JsonNode family : spec.path("ipFamilies")) {
      given.add(
          family.asString("").equals(IPV4)
              ? "10.96." + number / 250 + "." + (number % 250 + 1)
              : "fd00:10:96::" + Integer.toHexString(number));
    }
    return given;
  }
}
