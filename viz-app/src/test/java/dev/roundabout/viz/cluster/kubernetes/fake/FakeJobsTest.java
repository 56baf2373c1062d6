package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Jobs, their pods and their logs. */
final class FakeJobsTest extends WithFake {

  private void create(int backoffLimit) {
    client
        .resource(
            new JobBuilder()
                .withNewMetadata()
                .withName("client")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(backoffLimit)
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("client")
                .withImage("roundabout-workload:0.1.0")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private Job job() {
    return client.batch().v1().jobs().inNamespace("default").withName("client").get();
  }

  private Pod onlyPod() {
    assertThat(pods()).hasSize(1);
    return anyPod();
  }

  private String condition() {
    return job().getStatus().getConditions().get(0).getType();
  }

  @Test
  void aJobRunsAPodAndItsLogIsFollowed() throws Exception {
    create(0);
    api.awaitRunning("default", "client");
    assertThat(onlyPod().getMetadata().getLabels())
        .containsEntry("batch.kubernetes.io/job-name", "client");
    api.print("default", "client", "first");
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (LogWatch log =
        client.pods().inNamespace("default").withName(name(onlyPod())).watchLog(seen)) {
      eventually(() -> assertThat(text(seen)).isEqualTo("first\n"));
      api.print("default", "client", "second");
      eventually(() -> assertThat(text(seen)).isEqualTo("first\nsecond\n"));
      api.finish("default", "client", 0);
      assertThat(log.onClose().toCompletableFuture().get()).isNull();
    }
    eventually(() -> assertThat(condition()).isEqualTo("Complete"));
    assertThat(job().getStatus().getSucceeded()).isEqualTo(1);
    assertThat(onlyPod().getStatus().getPhase()).isEqualTo("Succeeded");
    assertThat(
            client.pods().inNamespace("default").withName(name(onlyPod())).tailingLines(1).getLog())
        .isEqualTo("second\n");
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLogMayBreakInTheMiddle() throws Exception {
    create(0);
    api.awaitRunning("default", "client");
    api.print("default", "client", "first");
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (LogWatch log =
        client.pods().inNamespace("default").withName(name(onlyPod())).watchLog(seen)) {
      eventually(() -> assertThat(text(seen)).isEqualTo("first\n"));
      api.trouble().cutLogs();
      eventually(() -> assertThat(log.onClose().toCompletableFuture()).isDone());
    }
  }

  @Test
  void aJobThatFailsTriesAgainUpToItsLimit() {
    create(1);
    api.awaitRunning("default", "client");
    api.finish("default", "client", 1);
    eventually(() -> assertThat(pods()).hasSize(2));
    api.awaitRunning("default", "client");
    api.finish("default", "client", 1);
    eventually(() -> assertThat(condition()).isEqualTo("Failed"));
    assertThat(pods()).hasSize(2);
    assertThat(job().getStatus().getFailed()).isEqualTo(2);
  }

  @Test
  void aPodThatHasNotStartedHasNoLog() {
    api.trouble().imageMissing(true);
    create(0);
    eventually(() -> assertThat(PodStatuses.waiting(onlyPod())).isEqualTo("ImagePullBackOff"));
    assertThatThrownBy(
            () -> client.pods().inNamespace("default").withName(name(onlyPod())).getLog())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("is waiting to start");
  }

  @Test
  void deletingAJobTakesItsPodAlong() {
    create(0);
    api.awaitRunning("default", "client");
    client.batch().v1().jobs().inNamespace("default").withName("client").delete();
    eventually(() -> assertThat(pods()).isEmpty());
  }
}
