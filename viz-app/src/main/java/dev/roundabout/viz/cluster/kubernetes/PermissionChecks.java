package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Role;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.pasted.PastedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks every verb on every resource, one line for each resource and each thing it is for. */
final class PermissionChecks {
  private static final Set<String> OF_A_SERVICE = Set.of("services", "endpointslices");

  private final BiPredicate<Permission, String> allowed;
  private final Circumstances circumstances;
  private final ClusterInfo info;

  /**
   * What decides which permissions are used at all.
   *
   * @param minor of the API's version
   * @param keda whether the API has KEDA's resources
   */
  record Circumstances(int minor, boolean keda) {
    /** From this minor version on, the web socket of a port-forward takes "create" as well. */
    private static final int CREATE_SINCE = 35;

    private boolean uses(Permission permission) {
      boolean createsForward =
          permission.resource().equals(Permissions.PORT_FORWARD)
              && permission.verb().equals("create");
      return createsForward
          ? minor >= CREATE_SINCE
          : keda || !permission.group().equals(Permissions.KEDA);
    }
  }

  private record Line(Role role, String resource, String namespace, String lost) {}

  /**
   * @param allowed asks the API for a permission in a namespace
   */
  PermissionChecks(
      BiPredicate<Permission, String> allowed, Circumstances circumstances, ClusterInfo info) {
    this.allowed = allowed;
    this.circumstances = circumstances;
    this.info = info;
  }

  List<Check> run() {
    Map<Line, List<Permission>> lines = new LinkedHashMap<>();
    Permissions.all().stream()
        .filter(circumstances::uses)
        .filter(each -> !info.origin().direct() || !isWayIn(each))
        .forEach(each -> add(lines, each, each.namespaceFor(info.namespace())));
    for (String elsewhere : otherNamespaces()) {
      Permissions.all().stream()
          .filter(each -> each.role() == Role.VIEWER && OF_A_SERVICE.contains(each.resource()))
          .forEach(each -> add(lines, each, elsewhere));
    }
    return lines.entrySet().stream()
        .map(line -> check(line.getKey().namespace(), line.getValue()))
        .toList();
  }

  private static void add(
      Map<Line, List<Permission>> lines, Permission permission, String namespace) {
    Line line = new Line(permission.role(), permission.resource(), namespace, permission.lost());
    lines.computeIfAbsent(line, key -> new ArrayList<>()).add(permission);
  }

  private static boolean isWayIn(Permission permission) {
    return permission.where() == Where.DNS
        || permission.resource().equals(Permissions.PORT_FORWARD);
  }

  /** Of Services that do not stand beside the Deployment. */
  private List<String> otherNamespaces() {
    return Stream.of(ServiceKind.values())
        .map(kind -> info.nameOf(kind).split("\\.", 3)[1])
        .filter(namespace -> !namespace.equals(info.namespace()))
        .distinct()
        .toList();
  }

  private Check check(String namespace, List<Permission> verbs) {
    Permission first = verbs.get(0);
    List<Permission> missing =
        verbs.stream().filter(each -> !allowed.test(each, namespace)).toList();
    String name = "may " + words(verbs) + " " + first.resource();
    String where = "in " + namespace;
    if (missing.isEmpty()) {
      return Check.good(name, where);
    }
    return new Check(
        name,
        !first.essential(),
        "not %s %s; what is lost: %s".formatted(words(missing), where, first.lost()),
        grant(first, namespace, missing));
  }

  private static String words(List<Permission> verbs) {
    return verbs.stream().map(Permission::verb).collect(Collectors.joining(", "));
  }

  private String grant(Permission first, String namespace, List<Permission> missing) {
    String verbs = missing.stream().map(Permission::verb).collect(Collectors.joining(","));
    return new Grant(verbs, first.group(), first.resource(), namespace, Grant.SOMEBODY)
        .line(PastedLine.of(info.origin()));
  }
}
