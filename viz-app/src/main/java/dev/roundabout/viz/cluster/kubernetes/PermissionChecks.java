package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Role;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks every verb on every resource, one line for each resource and each thing it is for. */
final class PermissionChecks {
  /** From this minor version on, a web socket to a subresource takes "create". */
  private static final int CREATE_SINCE = 35;

  private final Predicate<Permission> allowed;
  private final int minor;
  private final String namespace;

  private record Line(Role role, String group, String resource, Where where, String lost) {}

  /**
   * @param allowed asks the API
   * @param minor of the API's version
   * @param namespace of the Deployment
   */
  PermissionChecks(Predicate<Permission> allowed, int minor, String namespace) {
    this.allowed = allowed;
    this.minor = minor;
    this.namespace = namespace;
  }

  List<Check> run() {
    Map<Line, List<Permission>> lines = new LinkedHashMap<>();
    for (Permission each : Permissions.all()) {
      if (isUsed(each)) {
        Line line = new Line(each.role(), each.group(), each.resource(), each.where(), each.lost());
        lines.computeIfAbsent(line, key -> new ArrayList<>()).add(each);
      }
    }
    return lines.values().stream().map(this::check).toList();
  }

  private boolean isUsed(Permission permission) {
    boolean portForward = permission.subresource().equals("portforward");
    return !portForward || permission.verb().equals(minor < CREATE_SINCE ? "get" : "create");
  }

  private Check check(List<Permission> verbs) {
    Permission first = verbs.get(0);
    List<Permission> missing = verbs.stream().filter(allowed.negate()).toList();
    String name = "may " + words(verbs) + " " + first.resource();
    String where = "in " + first.namespaceFor(namespace);
    if (missing.isEmpty()) {
      return Check.good(name, where);
    }
    boolean canDoWithout = first.role() == Role.PRESENTER || first.where() == Where.DNS;
    return new Check(
        name,
        canDoWithout,
        "not %s %s: without it %s".formatted(words(missing), where, lost(first)),
        grant(first, missing));
  }

  private static String lost(Permission permission) {
    return permission.where() == Where.DNS
        ? "names come from EndpointSlices"
        : "there is no " + permission.lost();
  }

  private static String words(List<Permission> verbs) {
    return verbs.stream().map(Permission::verb).collect(Collectors.joining(", "));
  }

  private String grant(Permission first, List<Permission> missing) {
    String verbs = missing.stream().map(Permission::verb).collect(Collectors.joining(","));
    return new Grant(
            verbs, first.group(), first.resource(), first.namespaceFor(namespace), Grant.SOMEBODY)
        .line();
  }
}
