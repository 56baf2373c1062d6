package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.kubernetes.connect.Impersonation.Header;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * What of a cluster and a user cannot be done together, or not from here: each is named by its
 * field, before anything is asked.
 */
record ContextCheck(ClusterEntry cluster, UserEntry user) {
  /** By what these were replaced (kubernetes.io/blog/2022/05/05/authentication-changes-1-24). */
  private static final Map<String, String> REMOVED =
      Map.of(
          "gcp", "gke-gcloud-auth-plugin; see gcloud container clusters get-credentials",
          "azure", "kubelogin; see kubelogin convert-kubeconfig");

  void run() throws IOException {
    checkCluster();
    checkCertificate();
    checkLogin();
    checkImpersonation();
  }

  private void checkCluster() throws IOException {
    if (cluster.server().isEmpty()) {
      throw new IOException(
          "it names a cluster that the kubeconfig does not describe, or that has no server. See:"
              + " kubectl config view");
    }
    URI unused = KubeContext.address(cluster.server());
    if (cluster.authority().isSaidTwice()) {
      throw new IOException(
          "certificate-authority and certificate-authority-data are both there; leave one");
    }
    if (cluster.insecure() && !cluster.authority().isEmpty()) {
      throw new IOException(
          "insecure-skip-tls-verify is on and there is a certificate-authority; leave one");
    }
  }

  private void checkCertificate() throws IOException {
    if (user.certificate().isEmpty()) {
      return;
    }
    if (user.certificate().isSaidTwice()) {
      throw new IOException(
          "client-certificate and client-certificate-data are both there; leave one");
    }
    if (user.key().isSaidTwice()) {
      throw new IOException("client-key and client-key-data are both there; leave one");
    }
    if (user.key().isEmpty()) {
      throw new IOException("there is a client-certificate and no client-key");
    }
  }

  private void checkLogin() throws IOException {
    boolean hasToken = !user.token().isEmpty() || user.tokenFile().isPresent();
    if (hasToken && user.hasBasic()) {
      throw new IOException("token and username are both there, and only one can be sent");
    }
    requireSendable("token", user.token());
    if (user.exec().isPresent()) {
      if (!user.authProvider().isEmpty()) {
        throw new IOException("exec and auth-provider are both there; leave one");
      }
      user.exec().get().check("exec");
    }
    String provider = user.authProvider();
    if (REMOVED.containsKey(provider)) {
      throw new IOException(
          "auth-provider "
              + provider
              + " was removed from Kubernetes; in its place came "
              + REMOVED.get(provider));
    }
    if (!provider.isEmpty() && !provider.equals("oidc")) {
      throw new IOException("auth-provider " + provider + " is not known; only oidc is");
    }
  }

  private void checkImpersonation() throws IOException {
    if (user.impersonation().lacksUser()) {
      throw new IOException("as-uid, as-groups and as-user-extra need as, which is missing");
    }
    for (Header header : user.impersonation().headers()) {
      requireSendable(field(header), header.value());
    }
  }

  private static String field(Header header) {
    return switch (header.name()) {
      case "Impersonate-User" -> "as";
      case "Impersonate-Uid" -> "as-uid";
      case "Impersonate-Group" -> "as-groups";
      default -> "as-user-extra";
    };
  }

  /** The JDK would send a question mark in place of a letter, and so the name of somebody else. */
  static void requireSendable(String field, String value) throws IOException {
    if (!value.chars().allMatch(letter -> letter == '\t' || (letter >= 0x20 && letter < 0x7f))) {
      throw new IOException(
          field + " has a character in it that cannot be sent, such as a line break or an umlaut");
    }
  }
}
