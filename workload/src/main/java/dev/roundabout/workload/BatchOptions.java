package dev.roundabout.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * What the batch client does.
 *
 * @param target a gRPC target such as {@code server:9090} or {@code dns:///server:9090}
 * @param requests how many calls in all, at least 1
 * @param concurrency most calls in flight at a time, at least 1
 * @param interval pause between the starts of two calls, 0 or more
 * @param policy the load-balancing policy
 * @param deadline of each call, more than 0; empty means none, as in the article
 * @param newConnectionPerCall whether each call gets a channel of its own, closed when it has ended
 */
record BatchOptions(
    String target,
    int requests,
    int concurrency,
    Duration interval,
    LbPolicyName policy,
    Optional<Duration> deadline,
    boolean newConnectionPerCall) {

  BatchOptions {
    if (requests < 1 || concurrency < 1) {
      throw new IllegalArgumentException("--requests and --concurrency must be at least 1");
    }
    if (deadline.isPresent() && deadline.get().isZero()) {
      throw new IllegalArgumentException("--deadline must be more than 0");
    }
  }
}
