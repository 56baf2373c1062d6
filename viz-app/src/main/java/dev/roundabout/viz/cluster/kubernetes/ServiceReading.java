package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says whether a Service leads to the Deployment's pods; and where it does not, what helps. */
final class ServiceReading {
  private static final String EXTERNAL_NAME = "ExternalName";

  private final ServiceKind kind;
  private final ClusterInfo info;
  private final String name;
  private final String namespace;
  private final PastedLine line;

  /**
   * @param kind which of the Deployment's two Services is meant
   */
  ServiceReading(ServiceKind kind, ClusterInfo info) {
    this.kind = kind;
    this.info = info;
    String[] parts = info.nameOf(kind).split("\\.", 3);
    this.name = parts[0];
    this.namespace = parts[1];
    this.line = PastedLine.of(info.origin());
  }

  ServiceKind kind() {
    return kind;
  }

  /**
   * A Service without a selector is left alone: whoever made its slices knows what is in them.
   *
   * @param service as the API has it; empty where it has none
   * @param podLabels of the Deployment's pods; empty where they are not known
   */
  Optional<ServiceFault> fault(Optional<Service> service, Optional<Map<String, String>> podLabels) {
    if (service.isEmpty()) {
      return Optional.of(missing());
    }
    if (!isOfItsKind(service.get())) {
      return Optional.of(otherKind());
    }
    Map<String, String> selector = selector(service.get());
    if (selector.isEmpty()) {
      return Optional.empty();
    }
    return isElsewhere()
        ? Optional.of(selectsElsewhere())
        : podLabels.flatMap(labels -> mismatch(selector, labels)).map(this::selectsNothing);
  }

  private boolean isOfItsKind(Service service) {
    boolean headless = Discovery.isHeadless(service);
    return switch (kind) {
      case HEADLESS -> headless;
      case CLUSTER_IP -> !headless && !EXTERNAL_NAME.equals(service.getSpec().getType());
    };
  }

  @SuppressWarnings("NullAway") // absent where somebody else makes the slices
  private static Map<String, String> selector(Service service) {
    return Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of());
  }

  private boolean isElsewhere() {
    return !namespace.equals(info.namespace());
  }

  private ServiceFault missing() {
    String cause = "No Service " + name + " in " + namespace;
    return isElsewhere()
        ? new ServiceFault(
            cause,
            "Name one that is there with " + flag(),
            line.kubectlIn(namespace, "get", "services"))
        : new ServiceFault(cause, "Make it, or name another one with " + flag(), expose(name));
  }

  private ServiceFault otherKind() {
    return switch (kind) {
      case HEADLESS ->
          new ServiceFault(
              "Service " + name + " is not headless",
              "DNS answers its own address in place of the pods'. Make a headless one, and name it"
                  + " with "
                  + flag(),
              expose(name + "-headless"));
      case CLUSTER_IP ->
          new ServiceFault(
              "Service " + name + " has no ClusterIP",
              "kube-proxy has nothing to share out. Make one that has, and name it with " + flag(),
              expose(name + "-cluster-ip"));
    };
  }

  /** The first label by which a selector does not fit, in words. */
  private static Optional<String> mismatch(
      Map<String, String> selector, Map<String, String> labels) {
    return new TreeMap<>(selector)
        .entrySet().stream()
            .filter(wanted -> !labels.entrySet().contains(wanted))
            .findFirst()
            .map(
                wanted ->
                    "It selects "
                        + wanted
                        + ", and the pods have "
                        + Optional.ofNullable(labels.get(wanted.getKey()))
                            .map(value -> wanted.getKey() + "=" + value)
                            .orElse("no such label"));
  }

  private ServiceFault selectsNothing(String why) {
    return new ServiceFault(
        cannotSelect(),
        why + ". Correct its selector, or name another one with " + flag(),
        line.kubectlIn(namespace, "edit", "service", name));
  }

  private ServiceFault selectsElsewhere() {
    return new ServiceFault(
        cannotSelect(),
        "A selector finds pods of its own namespace alone, "
            + namespace
            + ". Name one of "
            + info.namespace()
            + " with "
            + flag(),
        "");
  }

  private String cannotSelect() {
    return "Service " + name + " selects no pod of " + info.deployment();
  }

  private String flag() {
    return kind == ServiceKind.HEADLESS ? "--headless-service" : "--service";
  }

  private String expose(String as) {
    boolean headless = kind == ServiceKind.HEADLESS;
    return line.kubectlIn(
        info.namespace(),
        "expose",
        "deployment",
        info.deployment(),
        "--name=" + as,
        headless ? "--cluster-ip=None" : "--target-port=" + info.podPort(),
        "--port=" + info.portOf(kind));
  }
}
