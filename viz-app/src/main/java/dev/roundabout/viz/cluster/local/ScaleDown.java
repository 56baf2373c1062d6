package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.Pod;
import java.time.Instant;
import java.util.Comparator;

/**
 * Which pods go first when a Deployment shrinks.
 *
 * <p>The rules of Kubernetes' {@code ActivePodsWithRanks.Less} ({@code
 * pkg/controller/controller_utils.go}) that can differ here: not scheduled, then pending, then not
 * ready, then ready for the shortest time, then more restarts, then created last. Kubernetes
 * compares times on a logarithmic scale and takes pods of about the same age at random; here the
 * newest always goes first.
 */
final class ScaleDown {

  /**
   * @param number counts pods in the order of their creation
   */
  record Candidate(Pod pod, long number) {}

  static final Comparator<Candidate> ORDER =
      Comparator.comparingInt((Candidate candidate) -> rank(candidate.pod().phase()))
          .thenComparing(ScaleDown::readySince, Comparator.reverseOrder())
          .thenComparing(candidate -> candidate.pod().restarts(), Comparator.reverseOrder())
          .thenComparing(Candidate::number, Comparator.reverseOrder());

  private ScaleDown() {}

  private static int rank(Pod.Phase phase) {
    return switch (phase) {
      case TERMINATING, GONE, FAILED -> throw new IllegalArgumentException("not active: " + phase);
      case PENDING -> 0;
      case CREATING, IMAGE_PULL -> 1;
      case STARTING, BACK_OFF -> 2;
      case READY -> 3;
    };
  }

  private static Instant readySince(Candidate candidate) {
    return candidate.pod().isReady() ? candidate.pod().since() : Instant.EPOCH;
  }
}
