package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One pod for each Job, and another one while it fails within its back-off limit. */
final class JobController implements ControlLoop.Controller {
  private static final String COMPONENT = "job-controller";

  private final Typed objects;
  private final Admission admission;
  private final Names names;
  private final Events events;

  JobController(Typed objects, Admission admission, Names names, Events events) {
    this.objects = objects;
    this.admission = admission;
    this.names = names;
    this.events = events;
  }

  @Override
  public void reconcile() {
    List<Pod> all = objects.list(Pod.class);
    objects.list(Job.class).forEach(job -> reconcile(job, Owners.owned(job, all)));
  }

  private void reconcile(Job job, List<Pod> pods) {
    int failed = count(pods, "Failed");
    boolean complete = count(pods, "Succeeded") > 0;
    boolean over = complete || failed > job.getSpec().getBackoffLimit();
    boolean active = pods.stream().anyMatch(Owners::isActive);
    if (!over && !active) {
      create(job);
      return; // which wakes us again
    }
    JobStatus before = Optional.ofNullable(job.getStatus()).orElseGet(JobStatus::new);
    if (before.getConditions().isEmpty()) {
      writeStatus(job, before, pods, complete, over);
    }
  }

  private static int count(List<Pod> pods, String phase) {
    return (int) pods.stream().filter(pod -> pod.getStatus().getPhase().equals(phase)).count();
  }

  private void create(Job job) {
    Pod pod =
        new PodBuilder()
            .withMetadata(
                Optional.ofNullable(job.getSpec().getTemplate().getMetadata())
                    .orElseGet(io.fabric8.kubernetes.api.model.ObjectMeta::new))
            .editMetadata()
            .withName(job.getMetadata().getName() + "-" + names.suffix())
            .withGenerateName(job.getMetadata().getName() + "-")
            .withNamespace(job.getMetadata().getNamespace())
            .addToLabels("job-name", job.getMetadata().getName())
            .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
            .withOwnerReferences(Owners.controller(job))
            .endMetadata()
            .withSpec(job.getSpec().getTemplate().getSpec())
            .build();
    try {
      ObjectNode wanted = Serialization.jsonMapper().valueToTree(pod);
      objects.store().create(ResourceTypes.PODS, admission.admit(ResourceTypes.PODS, wanted));
      String name = pod.getMetadata().getName();
      events.normal(COMPONENT, job, "SuccessfulCreate", "Created pod: " + name);
    } catch (ApiError refused) {
      refused(job, String.valueOf(refused.getMessage()));
    }
  }

  private void refused(Job job, String why) {
    boolean told =
        objects.list(io.fabric8.kubernetes.api.model.Event.class).stream()
            .filter(event -> event.getReason().equals("FailedCreate"))
            .anyMatch(
                event -> event.getInvolvedObject().getUid().equals(job.getMetadata().getUid()));
    if (!told) {
      events.warning(COMPONENT, job, "FailedCreate", "Error creating: " + why);
    }
  }

  private void writeStatus(
      Job job, JobStatus before, List<Pod> pods, boolean complete, boolean over) {
    String now = objects.store().now();
    JobStatusBuilder status =
        new JobStatusBuilder(before)
            .withStartTime(Optional.ofNullable(before.getStartTime()).orElse(now))
            .withActive((int) pods.stream().filter(Owners::isActive).count())
            .withReady((int) pods.stream().filter(Owners::isReady).count())
            .withSucceeded(count(pods, "Succeeded"))
            .withFailed(count(pods, "Failed"));
    if (complete) {
      status.withCompletionTime(now);
    }
    if (over) {
      status.withConditions(
          new JobConditionBuilder()
              .withType(complete ? "Complete" : "Failed")
              .withStatus("True")
              .withReason(complete ? "CompletionsReached" : "BackoffLimitExceeded")
              .withMessage(complete ? "" : "Job has reached the specified backoff limit")
              .withLastTransitionTime(now)
              .build());
    }
    objects.edit(job, latest -> new JobBuilder(latest).withStatus(status.build()).build());
  }
}
