package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Checks the way in: a DNS answer, and one call to each pod. Blocks. */
final class PathChecks {
  private static final String SLICES_OF = "kubernetes.io/service-name";

  private final WayIn way;
  private final ClusterInfo info;
  private final LongSupplier nanos;
  private final Preflight.Caller caller;

  PathChecks(WayIn way, ClusterInfo info, LongSupplier nanos, Preflight.Caller caller) {
    this.way = way;
    this.info = info;
    this.nanos = nanos;
    this.caller = caller;
  }

  /** Writes down what informers would. */
  static void fill(
      PodBook book, KubernetesClient client, ClusterInfo info, List<Pod> pods, Reports unheard) {
    for (Pod pod : pods) {
      PodReading reading = new PodReading(pod);
      book.pod(reading.name(), reading.hasEnded() ? List.of() : reading.ips());
    }
    for (ServiceKind kind : ServiceKind.values()) {
      EndpointWatch watch = new EndpointWatch(kind, info, unheard, book, family -> {});
      slices(client, info.nameOf(kind)).forEach(watch::seen);
      watch.listed();
    }
  }

  private static List<EndpointSlice> slices(KubernetesClient client, String service) {
    String[] parts = service.split("\\.", 3);
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(parts[1])
        .withLabel(SLICES_OF, parts[0])
        .list()
        .getItems();
  }

  /**
   * @param anyPods whether the Deployment has pods; without one a headless Service has no name
   */
  Check checkDns(boolean anyPods) {
    String name = "DNS";
    long start = nanos.getAsLong();
    try {
      DnsAnswer answer = way.names().lookup(info.headlessName());
      return Check.good(
          name,
          "%s has %s, by %s, in %s"
              .formatted(info.headlessName(), answer.ips(), answer.source(), since(start)));
    } catch (UnknownNameException unknown) {
      String detail = "there is no name " + info.headlessName();
      if (!anyPods) {
        return Check.good(name, detail + " while there is no pod");
      }
      return Check.bad(
          name,
          detail,
          "a headless Service without a ready pod has no name; check that its pods are ready");
    } catch (IOException failure) {
      return Check.bad(
          name,
          String.valueOf(failure.getMessage()),
          PastedLine.of(info.origin()).kubectlIn(Permission.DNS_NAMESPACE, "get", "pods"));
    }
  }

  Check checkCall(Pod pod) {
    PodReading reading = new PodReading(pod);
    String name = "call to " + reading.name();
    if (reading.phase() != Phase.READY || reading.ips().isEmpty()) {
      return Check.bad(
          name,
          "it is " + reading.phase().words() + "  " + reading.trouble(),
          PastedLine.of(info.origin())
              .kubectlIn(info.namespace(), "describe", "pod", reading.name()));
    }
    Address target = new Address(reading.ips().get(0), info.podPort());
    try {
      return Check.good(name, target + " is answered by " + caller.call(way.reach().to(target)));
    } catch (IOException failure) {
      return Check.bad(
          name,
          target + ": " + failure.getMessage(),
          info.origin().direct()
              ? "the IPs of pods may not route from here; try without --direct"
              : "check that the container listens on port %d, or give its Service's with --port"
                  .formatted(info.podPort()));
    }
  }

  private String since(long start) {
    return String.format(Locale.ROOT, "%.0f ms", (nanos.getAsLong() - start) / 1e6);
  }
}
