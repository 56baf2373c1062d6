package dev.roundabout.viz.cluster.local;

import java.time.Duration;

/**
 * How long a container that died waits for its restart: doubling each time, up to a limit, and
 * forgotten after the container has run well for a while.
 *
 * <p>Kubernetes' kubelet waits 10 s, 20 s, 40 s … up to 5 min and forgets after 10 min
 * (kubernetes.io, "Pod Lifecycle", restart policy). {@link #FOR_A_DEMO} is the same at a tenth of
 * the time.
 *
 * @param first wait; zero or more
 * @param most longest wait, not shorter than the first
 * @param forgottenAfter a run of at least this long starts over with the first wait
 * @param jitter as in {@link Delay}
 */
public record BackOff(Duration first, Duration most, Duration forgottenAfter, double jitter) {
  public static final BackOff FOR_A_DEMO =
      new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), 0.1);
  public static final BackOff NONE =
      new BackOff(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60), 0);

  private static final int MOST_DOUBLINGS = 30;

  public BackOff {
    if (first.isNegative() || forgottenAfter.isNegative() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("a back-off grows from zero or more");
    }
  }

  /**
   * @param deaths in a row before this one, from 0
   */
  Delay after(int deaths) {
    Duration doubled = first.multipliedBy(1L << Math.min(deaths, MOST_DOUBLINGS));
    return new Delay(doubled.compareTo(most) < 0 ? doubled : most, jitter);
  }
}
