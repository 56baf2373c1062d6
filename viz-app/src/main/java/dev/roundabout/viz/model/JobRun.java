package dev.roundabout.viz.model;

import java.util.Map;

/**
 * A run of the article's client inside the cluster: true ClusterIP, true DNS, no tunnel.
 *
 * @param name of the Job
 * @param service that it calls
 * @param requests that it was asked to send
 * @param answersById how many answers its log has shown so far, by the name of the pod, or by the
 *     id in them where the client does not tell it
 * @param words why it waits or failed, or how it ended; fit for the screen
 * @param help a line for a terminal that helps; empty where there is none
 */
public record JobRun(
    String name,
    ServiceKind service,
    int requests,
    Phase phase,
    Map<String, Long> answersById,
    String words,
    String help) {
  public JobRun {
    answersById = Map.copyOf(answersById);
  }

  /** Where it stands. */
  public enum Phase {
    STARTING,
    RUNNING,
    SUCCEEDED,
    FAILED
  }
}
