package dev.roundabout.viz.model;

/**
 * What one pod got.
 *
 * @param attempts by channelz
 * @param streams by gRPC's stream tracer
 * @param answers by the pod's name in the answers
 * @param perSecond attempts in the last second
 * @param latency of all its answers
 */
public record PodTraffic(
    long attempts, long streams, long answers, double perSecond, Latencies latency) {
  static final PodTraffic NONE = new PodTraffic(0, 0, 0, 0, Latencies.NONE);

  PodTraffic attempts(long value) {
    return new PodTraffic(value, streams, answers, perSecond, latency);
  }

  PodTraffic thinned() {
    return new PodTraffic(attempts, streams, answers, perSecond, latency.thinned());
  }

  PodTraffic perSecond(double value) {
    return new PodTraffic(attempts, streams, answers, value, latency);
  }

  PodTraffic plus(long moreStreams, LoadTick.Answers more) {
    return new PodTraffic(
        attempts,
        streams + moreStreams,
        answers + more.count(),
        perSecond,
        latency.plus(more.latency()));
  }
}
