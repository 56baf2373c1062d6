package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong with pods outside {@code kube-system}, and with those named. Any thread. */
final class PodFaults implements Kubelet.Faults {
  static final String SYSTEM = "kube-system";

  private final Set<String> unready = ConcurrentHashMap.newKeySet();
  private volatile boolean unschedulable;
  private volatile boolean imageMissing;
  private volatile boolean neverReady;

  void unschedulable(boolean now) {
    unschedulable = now;
  }

  void imageMissing(boolean now) {
    imageMissing = now;
  }

  void neverReady(boolean now) {
    neverReady = now;
  }

  void unready(String pod, boolean now) {
    if (now) {
      unready.add(pod);
    } else {
      unready.remove(pod);
    }
  }

  private static boolean applies(Pod pod) {
    return !pod.getMetadata().getNamespace().equals(SYSTEM);
  }

  @Override
  public boolean unschedulable(Pod pod) {
    return unschedulable && applies(pod);
  }

  @Override
  public boolean imageMissing(Pod pod) {
    return imageMissing && applies(pod);
  }

  @Override
  public boolean unready(Pod pod) {
    boolean neverWill = neverReady && applies(pod) && !Owners.isReady(pod);
    return neverWill || unready.contains(pod.getMetadata().getName());
  }
}
