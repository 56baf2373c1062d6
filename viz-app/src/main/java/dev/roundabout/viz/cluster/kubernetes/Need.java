package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.MissingPermission;
import java.util.Optional;

/**
 * A permission that something here cannot do without, as a rule of a Role names it.
 *
 * @param verb e.g. {@code list}
 * @param group of the API; empty for the core group
 * @param resource in the plural, with its subresource: {@code pods/portforward}
 * @param lost what cannot be shown or done without it, in words
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
record Need(String verb, String group, String resource, String lost) {
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  /**
   * This permission, found missing.
   *
   * @param namespace empty where it is needed for the whole cluster
   * @param user as the API names whoever asks; empty where it did not say
   */
  MissingPermission missing(String namespace, Optional<String> user) {
    return new MissingPermission(
        verb, resource, namespace, lost, grant(namespace, user.orElse("YOUR-USER")));
  }

  /** The {@code kubectl} line by which somebody who may do so grants it. */
  private String grant(String namespace, String user) {
    String scope = namespace.isEmpty() ? "cluster" : "";
    String where = namespace.isEmpty() ? "" : " --namespace=" + namespace;
    String role = "roundabout-" + verb + "-" + resource.replace('/', '-');
    return "kubectl create %srole %s --verb=%s --resource=%s%s && "
            .formatted(scope, role, verb, qualified(), where)
        + "kubectl create %srolebinding %s --%srole=%s %s%s"
            .formatted(scope, role, scope, role, subject(user), where);
  }

  /** {@code deployments.apps/scale}, as kubectl wants it. */
  private String qualified() {
    if (group.isEmpty()) {
      return resource;
    }
    int slash = resource.indexOf('/');
    return slash < 0
        ? resource + "." + group
        : resource.substring(0, slash) + "." + group + resource.substring(slash);
  }

  private static String subject(String user) {
    return user.startsWith(SERVICE_ACCOUNT)
        ? "--serviceaccount=" + user.substring(SERVICE_ACCOUNT.length())
        : "--user=" + quoted(user);
  }

  /** For a shell: a user of an OIDC issuer may hold {@code #} and spaces. */
  private static String quoted(String word) {
    return word.matches("[\\w@.:/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
