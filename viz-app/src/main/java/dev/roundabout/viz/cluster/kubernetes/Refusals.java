package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Puts into words why there is no way in, and notes the permissions that it takes. Any thread. */
final class Refusals {
  private static final int FORBIDDEN = 403;

  /** Of what knows no web sockets, or does not let them through; a node's trouble is another. */
  private static final Set<Integer> NO_UPGRADE = Set.of(200, 400, FORBIDDEN, 405, 426, 501);

  private final BiPredicate<Permission, String> allowed;
  private final ClusterInfo info;
  private final Faults faults;
  private final PastedLine line;
  private final Denials denials;

  /**
   * @param allowed asks the API for a permission in a namespace
   */
  Refusals(BiPredicate<Permission, String> allowed, ClusterInfo info, Denials denials) {
    this.allowed = allowed;
    this.info = info;
    this.faults = new Faults(info.origin());
    this.line = PastedLine.of(info.origin());
    this.denials = denials;
  }

  /** Why the cluster's DNS could not be asked. */
  String ofDns(Throwable failure) {
    Optional<KubernetesClientException> refused = refused(failure);
    if (refused.isEmpty()) {
      return Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
    }
    Optional<MissingPermission> missing =
        isPortForward(refused.get())
            ? portForward(refused.get(), Where.DNS)
            : faults.missing(refused.get(), list());
    missing.ifPresent(denials::missing);
    return missing
        .map(Refusals::words)
        .or(() -> noWebSockets(refused.get(), Where.DNS))
        .orElseGet(() -> faults.words(refused.get()));
  }

  /** DNS was asked. */
  void dnsWorks() {
    denials.granted(list(), info.namespace());
    denials.granted(Permissions.portForward(Where.DNS), info.namespace());
  }

  /** Why a pod could not be dialled, fit for an answer of the gateway. */
  IOException ofPod(KubernetesClientException refused) {
    Optional<MissingPermission> missing = portForward(refused, Where.TARGET);
    missing.ifPresent(denials::missing);
    return new IOException(
        missing
            .map(Refusals::words)
            .or(() -> noWebSockets(refused, Where.TARGET))
            .orElseGet(() -> faults.words(refused)),
        refused);
  }

  /** A pod was dialled. */
  void podWorks() {
    denials.granted(Permissions.portForward(Where.TARGET), info.namespace());
  }

  private Optional<MissingPermission> portForward(KubernetesClientException refused, Where where) {
    return refused.getCode() == FORBIDDEN && isDenied(where)
        ? Optional.of(Permissions.portForward(where).missing(info.namespace(), line))
        : Optional.empty();
  }

  /** What refuses a web socket has no words; a proxy in between may refuse it as well as RBAC. */
  private boolean isDenied(Where where) {
    try {
      return Stream.of("get", "create")
          .map(verb -> Permissions.of(verb, Permissions.PORT_FORWARD, where).orElseThrow())
          .anyMatch(need -> !allowed.test(need, need.namespaceFor(info.namespace())));
    } catch (RuntimeException untold) {
      return true;
    }
  }

  /** That a port-forward was refused by whoever stands before the API, with the way on. */
  Optional<String> noWebSockets(KubernetesClientException refused, Where where) {
    boolean byProxy =
        isPortForward(refused)
            && NO_UPGRADE.contains(refused.getCode())
            && !(refused.getCode() == FORBIDDEN && isDenied(where));
    return byProxy ? Optional.of(noWebSockets(refused.getCode())) : Optional.empty();
  }

  private String noWebSockets(int code) {
    return "a proxy before the API of "
        + info.title()
        + " ("
        + info.origin().server()
        + ") refuses the web socket of a port-forward (HTTP "
        + code
        + "); start with --direct where pods route from here, or run the client in the cluster: "
        + line.roundabout(info.namespace(), "job");
  }

  private static Permission list() {
    return Permissions.of("list", "pods", Where.DNS).orElseThrow();
  }

  private static String words(MissingPermission missing) {
    return "RBAC does not allow %s %s in %s"
        .formatted(missing.verb().replace(",", " or "), missing.resource(), missing.namespace());
  }

  private static boolean isPortForward(Throwable failure) {
    return causes(failure).anyMatch(WebSocketHandshakeException.class::isInstance);
  }

  private static Optional<KubernetesClientException> refused(Throwable failure) {
    return causes(failure)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
