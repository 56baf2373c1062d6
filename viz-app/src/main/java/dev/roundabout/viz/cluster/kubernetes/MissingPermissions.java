package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.PermissionsSeen;
import dev.roundabout.viz.model.MissingPermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What RBAC has been seen to refuse, reported whenever it changes. Any thread, never blocks.
 *
 * <p>A permission that works again goes from the list: somebody may have granted it meanwhile.
 */
final class MissingPermissions {
  private record Key(String verb, String resource, String namespace) {}

  private final Reports reports;
  private final Map<Key, MissingPermission> missing = new LinkedHashMap<>();

  MissingPermissions(Reports reports) {
    this.reports = reports;
  }

  synchronized void found(MissingPermission permission) {
    Key key = new Key(permission.verb(), permission.resource(), permission.namespace());
    if (!permission.equals(missing.put(key, permission))) {
      report();
    }
  }

  /** What needed it was just allowed. */
  synchronized void works(Need need, String namespace) {
    if (missing.remove(new Key(need.verb(), need.resource(), namespace)) != null) {
      report();
    }
  }

  private void report() {
    reports.accept(new PermissionsSeen(reports.now(), List.copyOf(missing.values())));
  }
}
