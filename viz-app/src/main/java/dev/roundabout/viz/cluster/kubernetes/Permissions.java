package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Role;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.model.MissingPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every verb on every resource that Roundabout uses: the one list that the preflight checks and
 * messages name, and that {@code k8s/rbac} grants.
 */
final class Permissions {
  /** A web socket asks with GET: the verb is get before Kubernetes 1.35 and create from then on. */
  private static final String PORT_FORWARD = "pods/portforward";

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
  static MissingPermission portForward(Where where, String targetNamespace) {
    Permission any = of("get", PORT_FORWARD, where).orElseThrow();
    return new Permission(any.role(), "get,create", "", PORT_FORWARD, where, any.lost())
        .missing(targetNamespace);
  }

  private void look() {
    view("", "pods", "the pods and what becomes of them", "get", "list", "watch");
    view("apps", "deployments", "how many pods are wanted", "get", "list", "watch");
    view("apps", "replicasets", "rollouts, and why no pod is created", "get", "list", "watch");
    view("", "services", "the Services and their ports", "get", "list", "watch");
    view("discovery.k8s.io", "endpointslices", "the endpoints", "get", "list", "watch");
    view("", "events", "what the cluster says about the pods", "get", "list", "watch");
    view("autoscaling", "horizontalpodautoscalers", "who else scales", "get", "list", "watch");
    view("keda.sh", "scaledobjects", "whether KEDA scales", "get", "list", "watch");
  }

  private void reach() {
    view("", PORT_FORWARD, "the way to the pods: no call reaches them", "get", "create");
    String dns = "the cluster's own DNS; names come from EndpointSlices instead";
    dns("pods", dns, "get", "list", "watch");
    dns(PORT_FORWARD, dns, "get", "create");
  }

  private void change() {
    present("apps", "deployments/scale", "scaling", "get", "update", "patch");
    present("apps", "deployments", "a rollout restart and the age of connections", "patch");
    present("", "pods", "killing a pod", "delete");
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
    present("batch", "jobs", run, "get", "list", "watch", "create", "delete");
    present("", "pods/log", run, "get");
  }

  private void view(String group, String resource, String lost, String... verbs) {
    add(Role.VIEWER, group, resource, Where.TARGET, lost, verbs);
  }

  private void present(String group, String resource, String lost, String... verbs) {
    add(Role.PRESENTER, group, resource, Where.TARGET, lost, verbs);
  }

  private void dns(String resource, String lost, String... verbs) {
    add(Role.VIEWER, "", resource, Where.DNS, lost, verbs);
  }

  private void add(
      Role role, String group, String resource, Where where, String lost, String... verbs) {
    for (String verb : verbs) {
      all.add(new Permission(role, verb, group, resource, where, lost));
    }
  }
}
