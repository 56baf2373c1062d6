package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import java.util.List;
import java.util.Optional;

/**
 * Writes the status of pods as scheduler and kubelet do.
 *
 * @param now in the API's words
 */
record PodStatuses(String now) {
  static final String NODE = "minikube";

  private static final String HOST_IP = "192.168.49.2";

  static List<ContainerStatus> containers(Pod pod) {
    return pod.getStatus().getContainerStatuses();
  }

  /** Why the first container waits; empty where it does not. */
  static String waiting(Pod pod) {
    return containers(pod).stream()
        .findFirst()
        .map(status -> status.getState().getWaiting())
        .map(waiting -> waiting.getReason())
        .orElse("");
  }

  static int restarts(Pod pod) {
    return containers(pod).stream().mapToInt(ContainerStatus::getRestartCount).sum();
  }

  Pod unschedulable(Pod pod, String message) {
    PodCondition condition =
        condition(pod, "PodScheduled", false).edit().withReason("Unschedulable").build();
    return new PodBuilder(pod)
        .editStatus()
        .withConditions(condition.edit().withMessage(message).build())
        .endStatus()
        .build();
  }

  Pod scheduled(Pod pod) {
    return new PodBuilder(pod)
        .editSpec()
        .withNodeName(NODE)
        .endSpec()
        .editStatus()
        .withConditions(condition(pod, "PodScheduled", true))
        .endStatus()
        .build();
  }

  Pod waiting(Pod pod, String reason, String message) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message.isEmpty() ? null : message)
            .endWaiting()
            .build();
    Pod waiting = status(pod, pod.getStatus().getPhase(), state, false);
    return new PodBuilder(waiting)
        .editStatus()
        .withHostIP(HOST_IP)
        .withStartTime(Optional.ofNullable(pod.getStatus().getStartTime()).orElse(now))
        .endStatus()
        .build();
  }

  Pod running(Pod pod, List<String> ips) {
    ContainerState state =
        new ContainerStateBuilder().withNewRunning().withStartedAt(now).endRunning().build();
    return new PodBuilder(status(pod, "Running", state, false))
        .editStatus()
        .withPodIP(ips.get(0))
        .withPodIPs(ips.stream().map(PodIP::new).toList())
        .endStatus()
        .build();
  }

  Pod ready(Pod pod, boolean ready) {
    return status(pod, "Running", containers(pod).get(0).getState(), ready);
  }

  /** A container that has died and will be started again. */
  Pod crashed(Pod pod) {
    ContainerState back =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("CrashLoopBackOff")
            .withMessage("back-off 10s restarting failed container")
            .endWaiting()
            .build();
    Pod crashed = status(pod, "Running", back, false);
    List<ContainerStatus> counted =
        containers(crashed).stream()
            .map(
                status ->
                    new ContainerStatusBuilder(status)
                        .withRestartCount(status.getRestartCount() + 1)
                        .withLastState(terminated(137))
                        .build())
            .toList();
    return new PodBuilder(crashed).editStatus().withContainerStatuses(counted).endStatus().build();
  }

  Pod ended(Pod pod, int exitCode) {
    return status(pod, exitCode == 0 ? "Succeeded" : "Failed", terminated(exitCode), false);
  }

  private ContainerState terminated(int exitCode) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(exitCode == 0 ? "Completed" : "Error")
        .withFinishedAt(now)
        .endTerminated()
        .build();
  }

  private Pod status(Pod pod, String phase, ContainerState state, boolean ready) {
    List<ContainerStatus> containers =
        pod.getSpec().getContainers().stream()
            .map(container -> container(pod, container, state, ready))
            .toList();
    return new PodBuilder(pod)
        .editStatus()
        .withPhase(phase)
        .withContainerStatuses(containers)
        .withConditions(
            condition(pod, "PodScheduled", true),
            condition(pod, "Initialized", true),
            condition(pod, "ContainersReady", ready),
            condition(pod, "Ready", ready))
        .endStatus()
        .build();
  }

  private static ContainerStatus container(
      Pod pod, Container container, ContainerState state, boolean ready) {
    ContainerStatusBuilder builder =
        containers(pod).stream()
            .filter(old -> old.getName().equals(container.getName()))
            .findFirst()
            .map(ContainerStatusBuilder::new)
            .orElseGet(() -> new ContainerStatusBuilder().withRestartCount(0));
    return builder
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID(Optional.ofNullable(builder.getImageID()).orElse(""))
        .withState(state)
        .withReady(ready)
        .withStarted(state.getRunning() != null)
        .build();
  }

  private PodCondition condition(Pod pod, String type, boolean holds) {
    String status = holds ? "True" : "False";
    String since =
        pod.getStatus().getConditions().stream()
            .filter(old -> old.getType().equals(type) && old.getStatus().equals(status))
            .map(PodCondition::getLastTransitionTime)
            .findFirst()
            .orElse(now);
    PodConditionBuilder builder =
        new PodConditionBuilder().withType(type).withStatus(status).withLastTransitionTime(since);
    if (!holds && type.endsWith("Ready")) {
      builder.withReason("ContainersNotReady").withMessage("containers with unready status");
    }
    return builder.build();
  }
}
