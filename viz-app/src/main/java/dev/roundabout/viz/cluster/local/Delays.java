package dev.roundabout.viz.cluster.local;

/**
 * How long the steps in a pod's life take.
 *
 * @param scheduling from created to given to a node
 * @param containerStart from there until the container runs
 * @param readiness from there until the readiness probe has passed
 * @param endpointSlice from a change of a pod until the Services' endpoints follow
 * @param dns from there until DNS answers them
 * @param termination from the server's end until the API no longer has the pod
 * @param restart of a container that died
 */
public record Delays(
    Delay scheduling,
    Delay containerStart,
    Delay readiness,
    Delay endpointSlice,
    Delay dns,
    Delay termination,
    BackOff restart) {

  /**
   * As measured on a Kubernetes 1.32 whose node has the image: ready → EndpointSlice 14 ms → DNS 20
   * ms, and a readiness probe each second.
   */
  public static Delays likeACluster() {
    return new Delays(
        Delay.ofMillis(60, 0.5),
        Delay.ofMillis(700, 0.4),
        Delay.ofMillis(900, 0.5),
        Delay.ofMillis(14, 0.3),
        Delay.ofMillis(20, 0.3),
        Delay.ofMillis(400, 0.3),
        BackOff.FOR_A_DEMO);
  }

  /** Every step follows at once. */
  public static Delays none() {
    return new Delays(
        Delay.NONE, Delay.NONE, Delay.NONE, Delay.NONE, Delay.NONE, Delay.NONE, BackOff.NONE);
  }
}
