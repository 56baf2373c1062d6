package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterFact.PermissionsSeen;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.MissingPermission;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The permissions that were found missing in this session, told as a fact at each change. */
final class Denials {
  private record Key(String verb, String resource, String namespace) {
    static Key of(Permission permission, String targetNamespace) {
      return new Key(
          permission.verb(), permission.resource(), permission.namespaceFor(targetNamespace));
    }

    static Key of(MissingPermission permission) {
      return new Key(permission.verb(), permission.resource(), permission.namespace());
    }
  }

  private final Map<Key, MissingPermission> missing = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Consumer<? super Fact> sink;

  Denials(InstantSource clock, Consumer<? super Fact> sink) {
    this.clock = clock;
    this.sink = sink;
  }

  /** It is missing. Any thread. */
  synchronized void missing(MissingPermission permission) {
    if (!permission.equals(missing.put(Key.of(permission), permission))) {
      tell();
    }
  }

  /** It is there again. Any thread. */
  synchronized void granted(Permission permission, String targetNamespace) {
    if (missing.remove(Key.of(permission, targetNamespace)) != null) {
      tell();
    }
  }

  private void tell() {
    sink.accept(new PermissionsSeen(clock.instant(), List.copyOf(missing.values())));
  }
}
