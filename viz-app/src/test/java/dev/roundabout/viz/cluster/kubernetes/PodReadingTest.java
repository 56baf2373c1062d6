package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.Stage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodReadingTest {
  private static PodReading read(String status) {
    return read("", "nodeName: node-1", status);
  }

  private static PodReading read(String metadata, String spec, String status) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: server-6565dd7765-7g67b
          creationTimestamp: "2026-11-02T10:00:00Z"
          %s
        spec: {%s}
        status: {%s}
        """;
    return new PodReading(
        Serialization.unmarshal(yaml.formatted(metadata, spec, status), Pod.class));
  }

  private static final String RUNNING =
      "phase: Running, containerStatuses: [{name: a, restartCount: 2, state: {running: {startedAt:"
          + " \"2026-11-02T10:00:05Z\"}}}, {name: b, restartCount: 1, state: {running: {startedAt:"
          + " \"2026-11-02T10:00:07Z\"}}}], conditions: [{type: Ready, status: \"%s\", message:"
          + " 'containers with unready status: [b]', lastTransitionTime: \"2026-11-02T10:00:09Z\"}]";

  @Test
  void aPodThatWaitsForANodeSaysWhyItGetsNone() {
    PodReading pod =
        read(
            "",
            "",
            "phase: Pending, conditions: [{type: PodScheduled, status: \"False\", message: '0/1 nodes"
                + " are available: 1 Insufficient cpu.'}]");
    assertThat(pod.phase()).isEqualTo(Phase.PENDING);
    assertThat(pod.trouble()).contains("Insufficient cpu");
    assertThat(pod.phaseAt()).contains(Instant.parse("2026-11-02T10:00:00Z"));
    assertThat(pod.node()).isEmpty();
    assertThat(pod.ips()).isEmpty();
  }

  @Test
  void aPodWithoutAnyStatusIsPending() {
    assertThat(read("", "", "").phase()).isEqualTo(Phase.PENDING);
  }

  @Test
  void containersAreCreatedOnceItHasANode() {
    PodReading pod =
        read(
            "phase: Pending, conditions: [{type: PodScheduled, status: \"True\", lastTransitionTime:"
                + " \"2026-11-02T10:00:01Z\"}], containerStatuses: [{name: a, state: {waiting:"
                + " {reason: ContainerCreating}}}]");
    assertThat(pod.phase()).isEqualTo(Phase.CREATING);
    assertThat(pod.phaseAt()).contains(Instant.parse("2026-11-02T10:00:01Z"));
    assertThat(pod.trouble()).isEmpty();
  }

  @Test
  void aContainerThatCannotBeCreatedSaysWhy() {
    PodReading pod =
        read(
            "phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason:"
                + " CreateContainerConfigError, message: 'secret \"db\" not found'}}}]");
    assertThat(pod.phase()).isEqualTo(Phase.CREATING);
    assertThat(pod.trouble()).contains("CreateContainerConfigError", "secret \"db\" not found");
  }

  @Test
  void oneContainerThatIsNotReadyKeepsThePodFromBeingReady() {
    PodReading pod = read(RUNNING.formatted("False"));
    assertThat(pod.phase()).isEqualTo(Phase.STARTING);
    assertThat(pod.trouble()).contains("[b]");
    assertThat(pod.restarts()).isEqualTo(3);
  }

  @Test
  void readyIsWhatTheConditionSays() {
    PodReading pod = read(RUNNING.formatted("True"));
    assertThat(pod.phase()).isEqualTo(Phase.READY);
    assertThat(pod.phaseAt()).contains(Instant.parse("2026-11-02T10:00:09Z"));
    assertThat(pod.trouble()).isEmpty();
  }

  @Test
  void oneContainerThatCrashesIsABackOff() {
    PodReading pod =
        read(
            "phase: Running, containerStatuses: [{name: a, state: {running: {}}}, {name: b, state:"
                + " {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137,"
                + " reason: OOMKilled, finishedAt: \"2026-11-02T10:01:00Z\"}}}]");
    assertThat(pod.phase()).isEqualTo(Phase.BACK_OFF);
    assertThat(pod.trouble()).isEqualTo("OOMKilled, exit code 137");
    assertThat(pod.phaseAt()).contains(Instant.parse("2026-11-02T10:01:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"})
  void anImageThatCannotBeHadIsNamed(String reason) {
    for (String kind : List.of("containerStatuses", "initContainerStatuses")) {
      PodReading pod =
          read(
              "phase: Pending, "
                  + kind
                  + ": [{name: a, image: 'reg/app:1', state: {waiting: {reason: "
                  + reason
                  + ", message: 'no such host'}}}]");
      assertThat(pod.phase()).isEqualTo(Phase.IMAGE_PULL);
      assertThat(pod.missingImage()).contains("reg/app:1");
      assertThat(pod.trouble()).contains(reason, "no such host");
    }
  }

  @Test
  void whatIsDeletedTerminatesFromTheMomentItWasDeleted() {
    PodReading pod =
        read(
            "deletionTimestamp: \"2026-11-02T11:00:30Z\"\n  deletionGracePeriodSeconds: 30",
            "nodeName: node-1",
            RUNNING.formatted("True"));
    assertThat(pod.phase()).isEqualTo(Phase.TERMINATING);
    assertThat(pod.phaseAt()).contains(Instant.parse("2026-11-02T11:00:00Z"));
  }

  @Test
  void anEvictedPodHasFailedAndSaysWhy() {
    PodReading pod =
        read("phase: Failed, reason: Evicted, message: 'low on memory', podIP: 10.0.0.9");
    assertThat(pod.phase()).isEqualTo(Phase.FAILED);
    assertThat(pod.hasEnded()).isTrue();
    assertThat(pod.trouble()).isEqualTo("Evicted: low on memory");
  }

  @Test
  void aPodMayHaveAnAddressOfEachFamily() {
    PodReading pod = read("podIP: 10.0.0.9, podIPs: [{ip: 10.0.0.9}, {ip: 'fd00::9'}]");
    assertThat(pod.ips()).containsExactly("10.0.0.9", "fd00::9");
  }

  @Test
  void theApiTellsWhenEachStageWasReached() {
    PodReading pod =
        read(
            "deletionTimestamp: \"2026-11-02T11:00:30Z\"\n  deletionGracePeriodSeconds: 30",
            "nodeName: node-1",
            RUNNING
                .formatted("True")
                .replace(
                    "conditions: [",
                    "conditions: [{type: PodScheduled, status: \"True\", lastTransitionTime:"
                        + " \"2026-11-02T10:00:01Z\"}, "));

    assertThat(pod.times().stages())
        .isEqualTo(
            Map.of(
                Stage.CREATED, Instant.parse("2026-11-02T10:00:00Z"),
                Stage.SCHEDULED, Instant.parse("2026-11-02T10:00:01Z"),
                Stage.STARTED, Instant.parse("2026-11-02T10:00:07Z"),
                Stage.READY, Instant.parse("2026-11-02T10:00:09Z"),
                Stage.TERMINATING, Instant.parse("2026-11-02T11:00:00Z")));
  }

  @Test
  void aConditionThatIsNotTrueTellsNoTime() {
    PodReading pod = read(RUNNING.formatted("False"));

    assertThat(pod.times().of(Stage.READY)).isEmpty();
    assertThat(pod.times().of(Stage.TERMINATING)).isEmpty();
  }
}
