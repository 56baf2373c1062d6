package dev.roundabout.viz.cluster.kubernetes;

/**
 * The {@code kubectl} line by which somebody who may do so grants a permission.
 *
 * @param verb as in a Role; several are joined by commas
 * @param group API group; empty for the core group
 * @param resource as in a Role, with its subresource
 * @param namespace empty for the whole cluster
 * @param user as the API names whoever asks; {@link #SOMEBODY} where it is not known
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
record Grant(String verb, String group, String resource, String namespace, String user) {
  /** To be filled in by whoever runs the line. */
  static final String SOMEBODY = "YOU";

  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  String line() {
    String scope = namespace.isEmpty() ? "cluster" : "";
    String where = namespace.isEmpty() ? "" : " -n " + namespace;
    String role = "roundabout-" + verb.replace(',', '-') + "-" + resource.replace('/', '-');
    return "kubectl create %srole %s%s --verb=%s --resource=%s && "
            .formatted(scope, role, where, verb, qualified())
        + "kubectl create %srolebinding %s%s --%srole=%s %s"
            .formatted(scope, role, where, scope, role, subject());
  }

  /** {@code deployments.apps/scale}. */
  private String qualified() {
    if (group.isEmpty()) {
      return resource;
    }
    int slash = resource.indexOf('/');
    return slash < 0
        ? resource + "." + group
        : resource.substring(0, slash) + "." + group + resource.substring(slash);
  }

  private String subject() {
    return user.startsWith(SERVICE_ACCOUNT)
        ? "--serviceaccount=" + user.substring(SERVICE_ACCOUNT.length())
        : "--user=" + quoted(user);
  }

  /** For a shell: a user of an OIDC issuer may hold {@code #} and spaces. */
  private static String quoted(String word) {
    return word.matches("[\\w@.:/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
