package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Scheduler and kubelet: takes each pod one phase further in each pass, so that watches see them
 * all (kubernetes.io, "Pod Lifecycle").
 */
final class Kubelet implements ControlLoop.Controller {
  private static final String COMPONENT = "kubelet";
  private static final String CREATING = "ContainerCreating";
  private static final String PULL_ERROR = "ErrImagePull";
  private static final String PULL_BACK_OFF = "ImagePullBackOff";

  private final Typed objects;
  private final Containers containers;
  private final Ips ips;
  private final Faults faults;
  private final Events events;
  private final Runnable wake;
  private final Set<String> ending = new HashSet<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Set<String> unhealthy = new HashSet<>();

  /** What may go wrong with pods. */
  interface Faults {
    boolean unschedulable(Pod pod);

    boolean imageMissing(Pod pod);

    /** Whether its readiness probe fails. */
    boolean unready(Pod pod);
  }

  Kubelet(
      Typed objects, Containers containers, Ips ips, Faults faults, Events events, Runnable wake) {
    this.objects = objects;
    this.containers = containers;
    this.ips = ips;
    this.faults = faults;
    this.events = events;
    this.wake = wake;
  }

  @Override
  public void reconcile() {
    List<Pod> pods = objects.list(Pod.class);
    containers.keepOnly(
        pods.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet()));
    pods.forEach(this::step);
  }

  private void step(Pod pod) {
    if (pod.isMarkedForDeletion()) {
      end(pod);
    } else if (pod.getSpec().getNodeName() == null) {
      schedule(pod);
    } else if (PodStatuses.containers(pod).isEmpty()) {
      set(pod, now -> statuses().waiting(now, CREATING, ""));
    } else if (pod.getStatus().getPhase().equals("Pending")) {
      create(pod);
    } else if (pod.getStatus().getPhase().equals("Running")) {
      run(pod);
    }
  }

  private PodStatuses statuses() {
    return new PodStatuses(objects.store().now());
  }

  /** A pod that has ended since it was seen stays ended. */
  private void set(Pod seen, UnaryOperator<Pod> change) {
    String phase = seen.getStatus().getPhase();
    objects.edit(seen, now -> phase.equals(now.getStatus().getPhase()) ? change.apply(now) : now);
  }

  private void schedule(Pod pod) {
    if (!faults.unschedulable(pod)) {
      set(pod, now -> statuses().scheduled(now));
      String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
      events.normal(
          "default-scheduler",
          pod,
          "Scheduled",
          "Successfully assigned " + name + " to " + PodStatuses.NODE);
    } else if (pod.getStatus().getConditions().isEmpty()) {
      String why = "0/1 nodes are available: 1 Insufficient cpu.";
      set(pod, now -> statuses().unschedulable(now, why));
      events.warning("default-scheduler", pod, "FailedScheduling", why);
    }
  }

  private void create(Pod pod) {
    if (!faults.imageMissing(pod)) {
      start(pod);
      return;
    }
    String image = pod.getSpec().getContainers().get(0).getImage();
    switch (PodStatuses.waiting(pod)) {
      case CREATING -> {
        String why = "failed to pull and unpack image \"" + image + "\": not found";
        set(pod, now -> statuses().waiting(now, PULL_ERROR, why));
        events.warning(COMPONENT, pod, "Failed", "Failed to pull image \"" + image + "\": " + why);
      }
      case PULL_ERROR -> {
        String why = "Back-off pulling image \"" + image + "\"";
        set(pod, now -> statuses().waiting(now, PULL_BACK_OFF, why));
        events.normal(COMPONENT, pod, "BackOff", why);
      }
      default -> {} // waits for the image
    }
  }

  private void start(Pod pod) {
    containers.start(pod);
    List<String> own =
        pod.getStatus().getPodIPs().isEmpty()
            ? ips.ofPod()
            : pod.getStatus().getPodIPs().stream().map(ip -> ip.getIp()).toList();
    set(pod, now -> statuses().running(now, own));
    String name = pod.getSpec().getContainers().get(0).getName();
    events.normal(COMPONENT, pod, "Started", "Started container " + name);
  }

  private void run(Pod pod) {
    boolean running = PodStatuses.waiting(pod).isEmpty();
    if (!running) {
      start(pod); // after its back-off, which is over at once
    } else if (!containers.isRunning(pod)) {
      set(pod, now -> statuses().crashed(now));
      events.warning(COMPONENT, pod, "BackOff", "Back-off restarting failed container");
    } else {
      probe(pod, !faults.unready(pod));
    }
  }

  private void probe(Pod pod, boolean ready) {
    if (ready != Owners.isReady(pod)) {
      set(pod, now -> statuses().ready(now, ready));
    }
    if (ready) {
      unhealthy.remove(pod.getMetadata().getUid());
    } else if (unhealthy.add(pod.getMetadata().getUid())) {
      events.warning(
          COMPONENT,
          pod,
          "Unhealthy",
          "Readiness probe failed: service unhealthy (responded with \"NOT_SERVING\")");
    }
  }

  private void end(Pod pod) {
    String uid = pod.getMetadata().getUid();
    if (ended.remove(uid)) {
      ending.remove(uid);
      objects.remove(pod);
    } else if (ending.add(uid)) {
      events.normal(COMPONENT, pod, "Killing", "Stopping container");
      var unused =
          containers
              .drain(pod)
              .thenRun(
                  () -> {
                    ended.add(uid);
                    wake.run();
                  });
    }
  }

  /** The container dies; it is started again in the same pod. */
  void crash(Pod pod) {
    containers.kill(pod);
    wake.run();
  }
}
