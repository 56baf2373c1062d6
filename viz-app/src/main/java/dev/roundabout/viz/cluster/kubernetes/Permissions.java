package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Role;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every verb on every resource that Roundabout uses: the one list that the preflight checks and
 * messages name, and that {@code k8s/rbac} grants.
 */
final class Permissions {
  /** Its web socket is a GET; from Kubernetes 1.35 on the API asks for create as well. */
  static final String PORT_FORWARD = "pods/portforward";

  /** The group of KEDA's resources, which a cluster has only where KEDA is installed. */
  static final String KEDA = "keda.sh";

  private final List<Permission> all = new ArrayList<>();

  private Permissions() {}

  /** What a viewer needs first, in the order in which it is needed. */
  static List<Permission> all() {
    Permissions permissions = new Permissions();
    permissions.look();
    permissions.reach();
    permissions.change();
    permissions.deploy();
    return List.copyOf(permissions.all);
  }

  /** The entry for a verb on a resource; empty where Roundabout does not use it. */
  static Optional<Permission> of(String verb, String resource, Where where) {
    return all().stream()
        .filter(each -> each.verb().equals(verb) && each.resource().equals(resource))
        .filter(each -> each.where() == where)
        .findFirst();
  }

  /** All verbs that whoever needs this one on this resource needs as well: {@code get,update}. */
  static String verbs(Permission need) {
    return all().stream()
        .filter(each -> each.role() == need.role() && each.where() == need.where())
        .filter(each -> each.resource().equals(need.resource()))
        .map(Permission::verb)
        .distinct()
        .collect(Collectors.joining(","));
  }

  /** That a port-forward was refused, which does not tell by which of its two verbs. */
  static Permission portForward(Where where) {
    Permission any = of("get", PORT_FORWARD, where).orElseThrow();
    return new Permission(
        any.role(), "get,create", "", PORT_FORWARD, where, any.essential(), any.lost());
  }

  private void look() {
    view("", "pods", "the pods and what becomes of them", "list", "watch");
    view("apps", "deployments", "how many pods are wanted", "get", "list", "watch");
    view("", "services", "the Services and their ports", "get", "list", "watch");
    view("discovery.k8s.io", "endpointslices", "the endpoints", "list", "watch");
    help("apps", "replicasets", "rollouts, and why no pod is created", "list", "watch");
    help("", "events", "what the cluster says about the pods", "list", "watch");
    help("autoscaling", "horizontalpodautoscalers", "who else scales", "list", "watch");
    help(KEDA, "scaledobjects", "whether KEDA scales", "list");
  }

  private void reach() {
    view("", PORT_FORWARD, "the way to the pods: no call reaches them", "get", "create");
    String dns = "the cluster's own DNS; names come from EndpointSlices instead";
    dns("pods", dns, "list");
    dns(PORT_FORWARD, dns, "get", "create");
  }

  private void change() {
    present("apps", "deployments/scale", "scaling", "get", "update");
    present("apps", "deployments", "a rollout restart and the age of connections", "patch");
    present("", "pods", "killing a pod", "get", "delete");
    present("apps", "replicasets", "killing a pod: whose it is", "get");
    present("", "pods/eviction", "draining a node", "create");
  }

  private void deploy() {
    String demo = "Deploy demo and Remove demo";
    present("apps", "deployments", demo, "create", "delete");
    present("", "services", demo, "create", "patch", "delete");
    present("", "serviceaccounts", demo, "get", "create", "patch", "delete");
    present("policy", "poddisruptionbudgets", demo, "get", "create", "patch", "delete");
    present("networking.k8s.io", "networkpolicies", demo, "get", "create", "patch", "delete");
    String run = "the client inside the cluster";
    present("batch", "jobs", run, "list", "watch", "create");
    present("", "pods/log", run, "get");
  }

  private void view(String group, String resource, String lost, String... verbs) {
    add(Role.VIEWER, group, resource, Where.TARGET, true, lost, verbs);
  }

  /** What one can look without. */
  private void help(String group, String resource, String lost, String... verbs) {
    add(Role.VIEWER, group, resource, Where.TARGET, false, lost, verbs);
  }

  private void present(String group, String resource, String lost, String... verbs) {
    add(Role.PRESENTER, group, resource, Where.TARGET, false, lost, verbs);
  }

  private void dns(String resource, String lost, String... verbs) {
    add(Role.VIEWER, "", resource, Where.DNS, false, lost, verbs);
  }

  private void add(
      Role role,
      String group,
      String resource,
      Where where,
      boolean essential,
      String lost,
      String... verbs) {
    for (String verb : verbs) {
      all.add(new Permission(role, verb, group, resource, where, essential, lost));
    }
  }
}
