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
import java.util.stream.Stream;

/** Puts into words why there is no way in, and notes the permissions that it takes. Any thread. */
final class Refusals {
  private static final int FORBIDDEN = 403;

  private final ClusterInfo info;
  private final Faults faults;
  private final PastedLine line;
  private final Denials denials;

  Refusals(ClusterInfo info, Denials denials) {
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
            : faults.missing(refused.get(), list(), info.namespace());
    missing.ifPresent(denials::missing);
    return missing.map(Refusals::words).orElseGet(() -> faults.words(refused.get()));
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
        missing.map(Refusals::words).orElseGet(() -> faults.words(refused)), refused);
  }

  /** A pod was dialled. */
  void podWorks() {
    denials.granted(Permissions.portForward(Where.TARGET), info.namespace());
  }

  private Optional<MissingPermission> portForward(KubernetesClientException refused, Where where) {
    return refused.getCode() == FORBIDDEN
        ? Optional.of(Permissions.portForward(where).missing(info.namespace(), line))
        : Optional.empty();
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
