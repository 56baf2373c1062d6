package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Guard;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What may be changed in this run: one object a run, so that what was unlocked stays so when
 * somebody looks elsewhere and comes back. Any thread.
 */
public final class Guards {
  /**
   * @param server a context may lead to another one in the next version of the kubeconfig
   */
  private record Place(String context, String server, String namespace, String deployment) {}

  private final boolean readOnly;
  private final Set<Place> unlocked = ConcurrentHashMap.newKeySet();

  /**
   * @param readOnly nothing is changed, whatever anybody types
   */
  public Guards(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /**
   * The guard of one Deployment.
   *
   * @param locality one on this machine starts unlocked
   */
  Lock lock(ClusterInfo info, Locality locality) {
    Place place =
        new Place(
            info.origin().context(), info.origin().server(), info.namespace(), info.deployment());
    return new Lock(place, info.origin().title(), locality != Locality.ELSEWHERE);
  }

  /** Whether one Deployment may be changed. */
  final class Lock {
    private final Place place;
    private final String title;
    private final boolean local;

    private Lock(Place place, String title, boolean local) {
      this.place = place;
      this.title = title;
      this.local = local;
    }

    Guard state() {
      if (readOnly) {
        return new Guard(
            true, false, "--read-only was asked for; start without it to change things");
      }
      return local || unlocked.contains(place)
          ? Guard.OPEN
          : new Guard(true, true, title + " is not a local cluster; unlock it to change things");
    }

    /**
     * Opens it for the rest of this run.
     *
     * @param typed what somebody typed for the Deployment's name
     * @return whether it is open now
     */
    boolean unlock(String typed) {
      if (!readOnly && typed.equals(place.deployment())) {
        unlocked.add(place);
      }
      return !state().locked();
    }
  }
}
