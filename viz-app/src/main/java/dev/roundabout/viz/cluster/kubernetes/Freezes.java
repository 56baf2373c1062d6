package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.PodFreezer;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.pasted.PastedLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Freezes pods, where their servers allow it. Blocks for I/O. */
final class Freezes {
  /** Long enough for the liveness probe of the demo to give up; then the kubelet restarts it. */
  static final Duration TIME = Duration.ofSeconds(60);

  private static final String ALLOWED = ConnectionAgeEnv.ALLOW_FREEZE + "=true";

  private final ClusterInfo info;
  private final Changes changes;
  private final Route.Finder reach;
  private final PodFreezer freezer;
  private final InstantSource clock;
  private final Told told;

  /** Hears of a pod that freezes. */
  @FunctionalInterface
  interface Told {
    void frozen(String pod, Instant until);
  }

  Freezes(
      ClusterInfo info,
      Changes changes,
      Route.Finder reach,
      PodFreezer freezer,
      InstantSource clock,
      Told told) {
    this.info = info;
    this.changes = changes;
    this.reach = reach;
    this.freezer = freezer;
    this.clock = clock;
    this.told = told;
  }

  void apply(Action.Freeze action) throws RefusedException {
    if (!action.frozen()) {
      throw new RefusedException(
          "a frozen server cannot be told to go on: it does by itself after "
              + TIME.toSeconds()
              + " s, or when Kubernetes restarts it because its probes go unanswered");
    }
    String doing = "freeze " + action.pod();
    String ip = changes.ipOf(doing, action.pod());
    try {
      if (!freezer.freeze(reach.to(new Address(ip, info.podPort())), TIME)) {
        throw new RefusedException("cannot " + doing + ": its server does not allow it. " + help());
      }
    } catch (IOException failure) {
      throw new RefusedException("cannot " + doing + ": " + failure.getMessage());
    }
    told.frozen(action.pod(), clock.instant().plus(TIME));
  }

  private String help() {
    return "Roundabout's own server does where it is started with --allow-freeze. Roll that out: "
        + PastedLine.of(info.origin())
            .kubectlIn(info.namespace(), "set", "env", "deployment/" + info.deployment(), ALLOWED);
  }
}
