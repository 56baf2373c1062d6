package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What holds a Job up, or has ended it, in words. */
final class JobWords {
  private static final Set<String> NORMAL = Set.of("ContainerCreating", "PodInitializing");

  private JobWords() {}

  /** Why a pod does not run; empty where it does or soon will. */
  static String waiting(Pod pod) {
    PodStatus status = pod.getStatus();
    if (status == null) {
      return "";
    }
    return statuses(status).stream()
        .map(JobWords::held)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> unschedulable(status));
  }

  /** Whether its client has started, so that there is a log. */
  static boolean hasStarted(Pod pod) {
    return pod.getStatus() != null
        && statuses(pod.getStatus()).stream()
            .map(ContainerStatus::getState)
            .anyMatch(
                state ->
                    state != null && (state.getRunning() != null || state.getTerminated() != null));
  }

  /** How a Job ends by its pod, where its client has ended and the log does not grow any more. */
  static Optional<JobCondition> end(Pod pod) {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    return switch (Objects.requireNonNullElse(phase, "")) {
      case "Succeeded" -> Optional.of(condition("Complete", "", ""));
      case "Failed" -> Optional.of(condition("Failed", "BackoffLimitExceeded", ""));
      default -> Optional.empty();
    };
  }

  /** How a Job ends whose pod is taken away. */
  static JobCondition gone() {
    return condition("Failed", "", "its pod was deleted, by somebody or because it took too long");
  }

  private static JobCondition condition(String type, String reason, String message) {
    return new JobConditionBuilder().withType(type).withReason(reason).withMessage(message).build();
  }

  /** The condition that ends a Job: Complete or Failed. */
  static Optional<JobCondition> end(Job job) {
    if (job.getStatus() == null || job.getStatus().getConditions() == null) {
      return Optional.empty();
    }
    return job.getStatus().getConditions().stream()
        .filter(condition -> "True".equals(condition.getStatus()))
        .filter(condition -> Set.of("Complete", "Failed").contains(condition.getType()))
        .findFirst();
  }

  /** Why a Job failed where its log does not tell. */
  static String failure(JobCondition condition) {
    String message = Objects.requireNonNullElse(condition.getMessage(), "");
    return switch (Objects.requireNonNullElse(condition.getReason(), "")) {
      case "DeadlineExceeded" -> "it took longer than the Job may (activeDeadlineSeconds)";
      case "BackoffLimitExceeded" -> "its client ended with an error; see the log of its pod";
      case "" -> message;
      default -> condition.getReason() + ": " + message;
    };
  }

  private static Optional<String> held(ContainerStatus container) {
    ContainerState state = container.getState();
    ContainerStateWaiting waiting = state == null ? null : state.getWaiting();
    if (waiting == null || waiting.getReason() == null || NORMAL.contains(waiting.getReason())) {
      return Optional.empty();
    }
    String message = Objects.requireNonNullElse(waiting.getMessage(), "no more is known");
    if (PodReading.IMAGE.contains(waiting.getReason())) {
      return Optional.of("the node cannot get the image " + container.getImage());
    }
    return Optional.of("its pod waits: " + waiting.getReason() + ", " + message);
  }

  private static String unschedulable(PodStatus status) {
    if (status.getConditions() == null) {
      return "";
    }
    return status.getConditions().stream()
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "False".equals(condition.getStatus()))
        .map(condition -> "no node takes its pod: " + condition.getMessage())
        .findFirst()
        .orElse("");
  }

  private static List<ContainerStatus> statuses(PodStatus status) {
    return Objects.requireNonNullElse(status.getContainerStatuses(), List.of());
  }
}
