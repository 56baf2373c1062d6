package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A pod as the cluster reports it.
 *
 * @param name full name, unique for as long as the pod lives, e.g. {@code server-6565dd7765-7g67b}
 * @param ip empty until the pod has been given one
 * @param node empty until the pod has been scheduled
 * @param restarts how often its container has been started again
 * @param since when it entered this phase
 * @param frozen whether it was frozen from here: it accepts and never answers
 * @param note why it does not get on; empty where there is nothing to say
 * @param help a line for a terminal that helps; empty where there is none
 */
public record Pod(
    String name,
    Optional<String> ip,
    Phase phase,
    String node,
    int restarts,
    Instant since,
    boolean frozen,
    String note,
    String help) {

  public Pod(
      String name,
      Optional<String> ip,
      Phase phase,
      String node,
      int restarts,
      Instant since,
      String note) {
    this(name, ip, phase, node, restarts, since, false, note, "");
  }

  public Pod(
      String name, Optional<String> ip, Phase phase, String node, int restarts, Instant since) {
    this(name, ip, phase, node, restarts, since, "");
  }

  /** Where a pod stands, in the words that {@code kubectl get pods} prints. */
  public enum Phase {
    PENDING("Pending"),
    CREATING("ContainerCreating"),
    /** The container runs and the readiness probe has not passed yet. */
    STARTING("Running, not ready"),
    READY("Ready"),
    /** The container died and waits for its restart. */
    BACK_OFF("CrashLoopBackOff"),
    /** The node cannot get the image. */
    IMAGE_PULL("ImagePullBackOff"),
    /** It ended and does not come back. */
    FAILED("Failed"),
    TERMINATING("Terminating"),
    /** The API no longer has it; it stays on screen for a moment. */
    GONE("gone");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** The part after the last dash, which is what people call a pod: {@code 7g67b}. */
  public static String shortName(String name) {
    return name.substring(name.lastIndexOf('-') + 1);
  }

  public String shortName() {
    return shortName(name);
  }

  public boolean isReady() {
    return phase == Phase.READY;
  }

  public Pod gone(Instant at) {
    return new Pod(name, ip, Phase.GONE, node, restarts, at, false, note, help);
  }

  public Pod frozen(boolean value) {
    return new Pod(name, ip, phase, node, restarts, since, value, note, help);
  }
}
