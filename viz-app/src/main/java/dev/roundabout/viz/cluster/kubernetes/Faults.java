package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.kubernetes.connect.Causes;
import dev.roundabout.viz.cluster.kubernetes.connect.ProxyFailure;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in words why the API did not do something, and what to do next. Any thread. */
final class Faults {
  private static final int FORBIDDEN = 403;

  /** How RBAC words a refusal, in {@code k8s.io/apiserver}'s {@code responsewriters/errors.go}. */
  private static final Pattern DENIED =
      Pattern.compile(
          "User \"(?<user>[^\"]*)\" cannot (?<verb>\\w+) resource \"(?<resource>[^\"]*)\" in API"
              + " group \"(?<group>[^\"]*)\"(?: in the namespace \"(?<namespace>[^\"]*)\")?");

  private final Origin origin;
  private final PastedLine line;
  private final Supplier<Optional<String>> notRenewed;

  Faults(Origin origin) {
    this(origin, Optional::empty);
  }

  /**
   * @param notRenewed why the credentials could not be renewed, where they could not; does not
   *     block
   */
  Faults(Origin origin, Supplier<Optional<String>> notRenewed) {
    this.origin = origin;
    this.line = PastedLine.of(origin);
    this.notRenewed = notRenewed;
  }

  /** The cause and the next step, in a line; fit for the screen. */
  String words(Throwable failure) {
    return api(failure)
        .filter(refused -> refused.getCode() > 0)
        .map(this::answered)
        .orElseGet(() -> unanswered(failure));
  }

  /**
   * What RBAC does not allow, where the API says that this is why it failed: another 403 is of
   * admission, or of a proxy.
   *
   * @param need what the request took; the API's own words win over it
   */
  Optional<MissingPermission> missing(Throwable failure, Permission need) {
    return api(failure)
        .filter(refused -> refused.getCode() == FORBIDDEN)
        .filter(refused -> !isAnonymous(refused))
        .map(refused -> DENIED.matcher(message(refused)))
        .filter(Matcher::find)
        .map(denied -> missing(denied, need));
  }

  private MissingPermission missing(Matcher denied, Permission need) {
    String verb = denied.group("verb");
    // What is needed may begin with another resource, or be refused at another verb of it.
    Optional<Permission> refused = Permissions.of(verb, denied.group("resource"), need.where());
    Grant grant =
        new Grant(
            refused.map(Permissions::verbs).orElse(verb),
            denied.group("group"),
            denied.group("resource"),
            Objects.requireNonNullElse(denied.group("namespace"), ""),
            denied.group("user"));
    return new MissingPermission(
        verb, grant.resource(), grant.namespace(), need.lost(), grant.line(line));
  }

  /**
   * The refusal of an action.
   *
   * @param doing what was tried: {@code scale server}
   */
  RefusedException refusal(String doing, Throwable failure, Permission need) {
    return new RefusedException(
        "cannot "
            + doing
            + ": "
            + missing(failure, need).map(Faults::words).orElseGet(() -> words(failure)));
  }

  /** A missing permission, with the line that grants it. */
  static String words(MissingPermission missing) {
    return denied(missing) + "; somebody who may do so can grant it: " + missing.grant();
  }

  /** A missing permission alone, for where the line that grants it stands elsewhere. */
  static String denied(MissingPermission missing) {
    String where =
        missing.namespace().isEmpty()
            ? "in the whole cluster"
            : "in namespace " + missing.namespace();
    return "RBAC does not allow you to %s %s %s"
        .formatted(missing.verb(), missing.resource(), where);
  }

  /** Whether the API says that there is no such thing. */
  static boolean isNotFound(Throwable failure) {
    return api(failure).filter(refused -> refused.getCode() == 404).isPresent();
  }

  /** Whether the API does not let us, by RBAC or admission. */
  static boolean isForbidden(Throwable failure) {
    return api(failure).filter(refused -> refused.getCode() == FORBIDDEN).isPresent();
  }

  /** Whether somebody else changed it in between. */
  static boolean isConflict(Throwable failure) {
    return api(failure).filter(refused -> refused.getCode() == 409).isPresent();
  }

  /** Whether the API answered, be it to refuse: then it is heard. */
  static boolean isAnswer(Throwable failure) {
    return api(failure).filter(refused -> refused.getCode() > 0).isPresent();
  }

  /**
   * Whether nothing answered at the API's address: it may be starting, or a network may be away.
   */
  static boolean isUnreachable(Throwable failure) {
    return !isAnswer(failure)
        && Stream.of(
                ConnectException.class,
                UnknownHostException.class,
                UnresolvedAddressException.class,
                HttpTimeoutException.class,
                SocketTimeoutException.class,
                TimeoutException.class)
            .anyMatch(kind -> has(failure, kind));
  }

  private String answered(KubernetesClientException refused) {
    String message = message(refused);
    return switch (refused.getCode()) {
      case 401 -> credentials("401");
      case 403 ->
          isAnonymous(refused) ? credentials("as anonymous, 403") : forbidden(refused, message);
      case 404 ->
          message.startsWith("namespaces ")
              ? message
                  + "; choose another one, or make it: "
                  + line.kubectl("create", "namespace", lastQuoted(message))
              : message + "; it may be gone, or was never made";
      case 409 -> message + "; somebody else changed it meanwhile, try again";
      case 422 -> "the API does not accept it: " + message;
      case 429, 500, 502, 503, 504 ->
          place() + " is in trouble (" + refused.getCode() + "): " + message + "; try again soon";
      default -> place() + " answered " + refused.getCode() + ": " + message;
    };
  }

  private String credentials(String how) {
    return place()
        + " does not accept your credentials ("
        + how
        + "); they may have expired"
        + notRenewed.get().map(why -> ", and could not be renewed: " + why).orElse("")
        + ". Log in again, and try: "
        + line.kubectl("get", "pods");
  }

  /**
   * An API that does not know a certificate takes its bearer for nobody in particular; to grant
   * that user anything would open the cluster to everybody.
   */
  private static boolean isAnonymous(KubernetesClientException refused) {
    return message(refused).contains("User \"system:anonymous\"");
  }

  /** What the API says of pods that are not made, with what to do where that is known. */
  String withNextStep(String message) {
    return isQuota(message)
        ? message
            + "; raise the quota or ask for less: "
            + line.kubectl("describe", "resourcequota", "--all-namespaces")
        : message;
  }

  private static boolean isQuota(String message) {
    return message.contains("exceeded quota");
  }

  private String forbidden(KubernetesClientException refused, String message) {
    if (isQuota(message)) {
      return withNextStep(message);
    }
    if (isOfTheApi(refused) && !DENIED.matcher(message).find()) {
      return "the cluster's admission refused it: " + message;
    }
    return DENIED.matcher(message).find()
        ? message
        : "a proxy before "
            + place()
            + " refuses it (HTTP 403), not RBAC: "
            + message
            + "; ask whoever runs it";
  }

  /** As the API words each refusal of its own: {@code pods "a" is forbidden: …}. */
  private static boolean isOfTheApi(KubernetesClientException refused) {
    return message(refused).contains("forbidden: ")
        || message(refused).contains("admission webhook")
        || message(refused).contains("PodSecurity");
  }

  private String unanswered(Throwable failure) {
    Optional<ProxyFailure> proxy = ProxyFailure.in(failure);
    if (proxy.isPresent()) {
      return "the proxy on the way to "
          + place()
          + " "
          + proxy.get().words()
          + "; it is named by proxy-url in the kubeconfig, or else by HTTPS_PROXY";
    }
    if (has(failure, GeneralSecurityException.class)
        || has(failure, SSLPeerUnverifiedException.class)) {
      return "the TLS connection to "
          + place()
          + " failed ("
          + Causes.root(failure)
          + "); the certificate-authority and the tls-server-name of this cluster in the"
          + " kubeconfig, or else the name in its URL, have to fit its certificate";
    }
    if (has(failure, SSLException.class)) {
      return place()
          + " ended the TLS handshake ("
          + Causes.root(failure)
          + "); is the cluster running behind its address, and is the client certificate in the"
          + " kubeconfig still valid? Try: "
          + line.kubectl("version");
    }
    if (has(failure, UnknownHostException.class)
        || has(failure, UnresolvedAddressException.class)) {
      return "the name of " + place() + " is not known here; is a VPN missing?";
    }
    if (has(failure, HttpTimeoutException.class)
        || has(failure, SocketTimeoutException.class)
        || has(failure, TimeoutException.class)) {
      return place() + " does not answer; is the cluster running? Try: " + line.kubectl("version");
    }
    if (has(failure, ConnectException.class)) {
      return "nothing listens at " + place() + "; start the cluster, or choose another context";
    }
    return place() + " cannot be asked: " + Causes.root(failure);
  }

  private String place() {
    return "the API of " + origin.title() + " (" + origin.server() + ")";
  }

  /** As in {@code namespaces "shop" not found}. */
  private static String lastQuoted(String message) {
    String[] parts = message.split("\"", -1);
    return parts.length > 2 ? parts[parts.length - 2] : "<NAME>";
  }

  private static String message(KubernetesClientException refused) {
    return Optional.ofNullable(refused.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getMessage()))
        .orElseGet(() -> Objects.toString(refused.getMessage(), "no reason given"));
  }

  private static Optional<KubernetesClientException> api(Throwable failure) {
    return Causes.of(failure)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .filter(refused -> refused.getCode() > 0)
        .findFirst();
  }

  /** Whether the API may have done what it was asked, and only its answer is missing. */
  static boolean isUnanswered(Throwable failure) {
    boolean sent =
        Stream.of(
                ConnectException.class,
                HttpConnectTimeoutException.class,
                UnknownHostException.class,
                UnresolvedAddressException.class,
                SSLHandshakeException.class,
                SSLPeerUnverifiedException.class)
            .noneMatch(kind -> has(failure, kind));
    return sent && api(failure).isEmpty() && ProxyFailure.in(failure).isEmpty();
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return Causes.of(failure).anyMatch(kind::isInstance);
  }
}
