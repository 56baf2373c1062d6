package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;

/** Plays what runs in the newest pod of a Job. Any thread. */
record JobPods(Typed objects, PodLogs logs) {

  boolean isRunning(String namespace, String job) {
    return newest(namespace, job).getStatus().getPhase().equals("Running");
  }

  void print(String namespace, String job, String line) {
    logs.print(namespace, newest(namespace, job).getMetadata().getName(), line);
  }

  void finish(String namespace, String job, int exitCode) {
    Pod pod = newest(namespace, job);
    objects.edit(pod, now -> new PodStatuses(objects.store().now()).ended(now, exitCode));
    logs.end(namespace, pod.getMetadata().getName());
  }

  private Pod newest(String namespace, String name) {
    Job job =
        objects
            .get(Job.class, namespace, name)
            .orElseThrow(() -> new IllegalStateException("there is no Job " + name));
    return Owners.owned(job, objects.list(Pod.class)).stream()
        .max(Comparator.comparingLong(JobPods::version))
        .orElseThrow(() -> new IllegalStateException("Job " + name + " has no pod"));
  }

  private static long version(Pod pod) {
    return Long.parseLong(pod.getMetadata().getResourceVersion());
  }
}
