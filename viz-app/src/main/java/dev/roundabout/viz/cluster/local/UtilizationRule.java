package dev.roundabout.viz.cluster.local;

import java.util.List;

/**
 * How many replicas a utilisation asks for: {@code ceil(current × utilisation ÷ target)}, and as
 * many as there are where the two differ by a tenth at most (kubernetes.io, "Horizontal Pod
 * Autoscaling", "Algorithm details").
 *
 * @param target percent of what each pod has requested; more than zero
 */
record UtilizationRule(int target) {
  private static final double TOLERANCE = 0.1;

  /** What a pod may be wrong by that is exactly at a whole number: a sum of shares is not exact. */
  private static final double ROUNDING = 1e-6;

  /**
   * The replicas that it asks for.
   *
   * @param current replicas of the Deployment
   * @param measured percent of its request that each pod used
   * @param unmeasured pods of which nothing is known yet: taken for idle where more pods are asked
   *     for, and for on target where fewer are, so that they never turn the answer
   */
  int desired(int current, List<Double> measured, int unmeasured) {
    double sum = measured.stream().mapToDouble(Double::doubleValue).sum();
    double ratio = sum / measured.size() / target;
    if (measured.isEmpty() || isTolerated(ratio)) {
      return current;
    }
    int pods = measured.size() + unmeasured;
    double assumed = ratio > 1 ? 0 : target;
    double whole = (sum + unmeasured * assumed) / pods / target;
    if (isTolerated(whole) || ratio > 1 != whole > 1) {
      return current;
    }
    int wanted = (int) Math.ceil(whole * pods - ROUNDING);
    return ratio > 1 ? Math.max(current, wanted) : Math.min(current, wanted);
  }

  private static boolean isTolerated(double ratio) {
    return Math.abs(1 - ratio) <= TOLERANCE;
  }
}
