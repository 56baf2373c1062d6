package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.pasted.PastedLine;

/**
 * A verb on a resource that Roundabout uses.
 *
 * @param role who needs it
 * @param verb as in a Role, e.g. {@code watch}
 * @param group API group; empty for the core group
 * @param resource as in a Role, with its subresource: {@code pods/portforward}
 * @param where in which namespace it is needed
 * @param essential whether a cluster cannot be looked at without it
 * @param lost what cannot be shown or done without it, in words
 */
record Permission(
    Role role,
    String verb,
    String group,
    String resource,
    Where where,
    boolean essential,
    String lost) {

  /** Who needs a permission. */
  enum Role {
    /** Looks, and sends calls. */
    VIEWER,
    /** Changes the Deployment as well, deploys the demo, runs the client inside the cluster. */
    PRESENTER
  }

  /** In which namespace. */
  enum Where {
    /** Of the Deployment. */
    TARGET,
    /** Of the cluster's DNS. */
    DNS
  }

  /** The namespace of the cluster's DNS. */
  static final String DNS_NAMESPACE = "kube-system";

  /**
   * @param targetNamespace of the Deployment
   */
  String namespaceFor(String targetNamespace) {
    return where == Where.DNS ? DNS_NAMESPACE : targetNamespace;
  }

  /** The resource without its subresource. */
  String plainResource() {
    int slash = resource.indexOf('/');
    return slash < 0 ? resource : resource.substring(0, slash);
  }

  /** Empty where it is the resource itself. */
  String subresource() {
    int slash = resource.indexOf('/');
    return slash < 0 ? "" : resource.substring(slash + 1);
  }

  /**
   * That it is missing, with the line that grants it.
   *
   * @param at the cluster in which it is missing
   */
  MissingPermission missing(String targetNamespace, PastedLine at) {
    String namespace = namespaceFor(targetNamespace);
    Grant grant = new Grant(verb, group, resource, namespace, Grant.SOMEBODY);
    return new MissingPermission(verb, resource, namespace, lost, grant.line(at));
  }
}
