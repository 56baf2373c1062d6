package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.pasted.PastedLine;
import java.util.stream.Stream;

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
  static final String SOMEBODY = PastedLine.YOU;

  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  /**
   * @param at the cluster in which it is granted
   */
  String line(PastedLine at) {
    String scope = namespace.isEmpty() ? "cluster" : "";
    String role = "roundabout-" + verb.replace(',', '-') + "-" + resource.replace('/', '-');
    String makesRole =
        kubectl(at, scope + "role", role, "--verb=" + verb, "--resource=" + qualified());
    String roleFlag = "--" + scope + "role=" + role;
    return at.shell()
        .both(
            makesRole,
            user.equals(SOMEBODY)
                ? kubectl(at, scope + "rolebinding", role, roleFlag) + " --user=" + SOMEBODY
                : kubectl(at, scope + "rolebinding", role, roleFlag, subject()));
  }

  private String kubectl(PastedLine at, String... what) {
    String[] words = Stream.concat(Stream.of("create"), Stream.of(what)).toArray(String[]::new);
    return namespace.isEmpty() ? at.kubectl(words) : at.kubectlIn(namespace, words);
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
        : "--user=" + user;
  }
}
