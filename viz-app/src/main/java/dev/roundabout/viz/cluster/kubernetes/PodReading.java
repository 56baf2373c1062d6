package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.PodTimes;
import dev.roundabout.viz.model.Stage;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pod's object says, in the words that {@code kubectl get pods} prints.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 *     Lifecycle</a>
 */
final class PodReading {
  /** What a kubelet says of an image that it does not get. */
  static final Set<String> IMAGE =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "ErrImageNeverPull",
          "InvalidImageName",
          "ImageInspectError",
          "RegistryUnavailable");

  private final Pod pod;
  private final PodStatus status;

  PodReading(Pod pod) {
    this.pod = pod;
    this.status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
  }

  String name() {
    return pod.getMetadata().getName();
  }

  /** Every address, the primary one first. */
  List<String> ips() {
    return Stream.concat(
            Stream.ofNullable(status.getPodIP()),
            Absent.stream(status.getPodIPs()).map(PodIP::getIp).filter(Objects::nonNull))
        .distinct()
        .toList();
  }

  String node() {
    return Objects.requireNonNullElse(pod.getSpec().getNodeName(), "");
  }

  int restarts() {
    return Absent.stream(status.getContainerStatuses())
        .mapToInt(container -> Objects.requireNonNullElse(container.getRestartCount(), 0))
        .sum();
  }

  /** Whether its containers have ended for good, so that its address may be given away. */
  boolean hasEnded() {
    return "Failed".equals(status.getPhase()) || "Succeeded".equals(status.getPhase());
  }

  Phase phase() {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return Phase.TERMINATING;
    }
    if (hasEnded()) {
      return Phase.FAILED;
    }
    if (waiting().anyMatch(waiting -> IMAGE.contains(reason(waiting)))) {
      return Phase.IMAGE_PULL;
    }
    if (diedLast().isPresent()) {
      return Phase.BACK_OFF;
    }
    if (isTrue("Ready")) {
      return Phase.READY;
    }
    if (runs()) {
      return Phase.STARTING;
    }
    return node().isEmpty() ? Phase.PENDING : Phase.CREATING;
  }

  private boolean runs() {
    List<ContainerStatus> containers = Absent.list(status.getContainerStatuses());
    return !containers.isEmpty()
        && containers.stream().map(PodReading::state).allMatch(state -> state.getRunning() != null);
  }

  /** When it entered its phase, by the cluster's clock, where the API tells. */
  Optional<Instant> phaseAt() {
    Optional<String> time =
        switch (phase()) {
          case PENDING -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp());
          case CREATING -> since("PodScheduled");
          case STARTING, FAILED -> since("Ready").or(this::startedAt);
          case READY -> since("Ready");
          case BACK_OFF -> diedLast().flatMap(died -> Optional.ofNullable(died.getFinishedAt()));
          case IMAGE_PULL, GONE -> Optional.empty();
          case TERMINATING -> Optional.ofNullable(pod.getMetadata().getDeletionTimestamp());
        };
    return time.flatMap(Times::parse).map(this::withoutGrace);
  }

  /** When it reached each stage, by the cluster's clock. */
  PodTimes times() {
    boolean terminating = pod.getMetadata().getDeletionTimestamp() != null;
    return PodTimes.UNKNOWN
        .with(Stage.CREATED, Times.parse(pod.getMetadata().getCreationTimestamp()))
        .with(Stage.SCHEDULED, trueSince("PodScheduled"))
        .with(Stage.STARTED, startedAt().flatMap(Times::parse))
        .with(Stage.READY, trueSince("Ready"))
        .with(Stage.TERMINATING, terminating ? phaseAt() : Optional.empty());
  }

  private Optional<Instant> trueSince(String type) {
    return isTrue(type) ? since(type).flatMap(Times::parse) : Optional.empty();
  }

  private Optional<String> startedAt() {
    return containers()
        .flatMap(container -> Stream.ofNullable(state(container).getRunning()))
        .flatMap(running -> Stream.ofNullable(running.getStartedAt()))
        .max(Comparator.naturalOrder());
  }

  /** A deletion timestamp says when the grace ends, not when the pod was deleted. */
  private Instant withoutGrace(Instant time) {
    Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    return phase() == Phase.TERMINATING && grace != null
        ? time.minus(Duration.ofSeconds(grace))
        : time;
  }

  /** Why it does not get on, by its own status; empty where there is nothing to say. */
  String trouble() {
    return switch (phase()) {
      case PENDING -> message("PodScheduled");
      case CREATING ->
          waiting()
              .filter(waiting -> !isOnItsWay(waiting))
              .map(PodReading::words)
              .findFirst()
              .orElse("");
      case STARTING -> message("Ready");
      case BACK_OFF -> diedLast().map(PodReading::words).orElse("");
      case IMAGE_PULL ->
          waiting()
              .filter(waiting -> IMAGE.contains(reason(waiting)))
              .map(PodReading::words)
              .findFirst()
              .orElse("");
      case FAILED ->
          Stream.of(status.getReason(), status.getMessage())
              .filter(Objects::nonNull)
              .reduce((reason, message) -> reason + ": " + message)
              .orElse("");
      case READY, TERMINATING, GONE -> "";
    };
  }

  private static boolean isOnItsWay(ContainerStateWaiting waiting) {
    return Set.of("ContainerCreating", "PodInitializing", "").contains(reason(waiting));
  }

  /** The image that cannot be had. */
  Optional<String> missingImage() {
    return containers()
        .filter(container -> state(container).getWaiting() != null)
        .filter(container -> IMAGE.contains(reason(state(container).getWaiting())))
        .map(ContainerStatus::getImage)
        .findFirst();
  }

  private Stream<ContainerStatus> containers() {
    return Stream.concat(
        Absent.stream(status.getInitContainerStatuses()),
        Absent.stream(status.getContainerStatuses()));
  }

  private static ContainerState state(ContainerStatus container) {
    return Optional.ofNullable(container.getState()).orElseGet(ContainerState::new);
  }

  private Stream<ContainerStateWaiting> waiting() {
    return containers().flatMap(container -> Stream.ofNullable(state(container).getWaiting()));
  }

  /** How a container ended that is to be started again and has not been yet. */
  private Optional<ContainerStateTerminated> diedLast() {
    return Absent.stream(status.getContainerStatuses())
        .filter(PodReading::isDown)
        .flatMap(
            container ->
                Stream.of(container.getState(), container.getLastState())
                    .filter(Objects::nonNull)
                    .flatMap(state -> Stream.ofNullable(state.getTerminated())))
        .findFirst();
  }

  private static boolean isDown(ContainerStatus container) {
    ContainerState state = state(container);
    return state.getTerminated() != null
        || (state.getWaiting() != null && reason(state.getWaiting()).equals("CrashLoopBackOff"));
  }

  private static String reason(ContainerStateWaiting waiting) {
    return Objects.requireNonNullElse(waiting.getReason(), "");
  }

  private static String words(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? reason(waiting)
        : reason(waiting) + ": " + waiting.getMessage();
  }

  private static String words(ContainerStateTerminated died) {
    String why = Objects.requireNonNullElse(died.getReason(), "it ended");
    String said = died.getMessage() == null ? "" : ": " + died.getMessage().strip();
    return why + ", exit code " + died.getExitCode() + said;
  }

  private Optional<PodCondition> condition(String type) {
    return Absent.stream(status.getConditions())
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  private boolean isTrue(String type) {
    return condition(type).filter(found -> "True".equals(found.getStatus())).isPresent();
  }

  private Optional<String> since(String type) {
    return condition(type).flatMap(found -> Optional.ofNullable(found.getLastTransitionTime()));
  }

  private String message(String type) {
    return condition(type)
        .filter(found -> !"True".equals(found.getStatus()))
        .flatMap(found -> Optional.ofNullable(found.getMessage()))
        .orElse("");
  }
}
