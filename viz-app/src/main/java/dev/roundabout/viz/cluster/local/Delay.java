package dev.roundabout.viz.cluster.local;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a step takes.
 *
 * @param mean zero or more
 * @param jitter largest share by which a draw differs from the mean, 0 to 1
 */
public record Delay(Duration mean, double jitter) {
  public static final Delay NONE = new Delay(Duration.ZERO, 0);

  public Delay {
    if (mean.isNegative()) {
      throw new IllegalArgumentException("a delay cannot be negative");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter: 0 to 1");
    }
  }

  static Delay ofMillis(long mean, double jitter) {
    return new Delay(Duration.ofMillis(mean), jitter);
  }

  /** A length between mean × (1 − jitter) and mean × (1 + jitter). */
  Duration draw(RandomGenerator random) {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofNanos(Math.round(mean.toNanos() * factor));
  }
}
