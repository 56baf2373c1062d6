package dev.roundabout.viz.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * gRPC's own answers to what goes wrong, each of which can be switched on. To add one, add a
 * constant: its label, one sentence on what to expect, the policies it works with, and what it puts
 * into the service config. What wraps a policy wraps those of the constants before it.
 */
public enum GrpcSwitch {
  SHUFFLE_ADDRESSES(
      "shuffleAddressList",
      "pick_first connects to a random address next time: spreads clients, not calls",
      Set.of(LbPolicy.PICK_FIRST),
      config -> config.with(LbPolicy.PICK_FIRST, "shuffleAddressList", true)),
  RETRY(
      "retryPolicy",
      "a call that fails with UNAVAILABLE is sent again, to the next pod, up to 4 times in all",
      Set.of(LbPolicy.values()),
      config ->
          config.withMethod(
              "retryPolicy",
              Map.of(
                  // numbers of JSON are doubles for gRPC's parser
                  "maxAttempts",
                  4.0,
                  "initialBackoff",
                  "0.01s",
                  "maxBackoff",
                  "0.1s",
                  "backoffMultiplier",
                  2.0,
                  "retryableStatusCodes",
                  List.of("UNAVAILABLE")))),
  WAIT_FOR_READY(
      "waitForReady",
      "calls wait for a READY connection, as long as their deadline lets them, instead of failing",
      Set.of(LbPolicy.values()),
      config -> config.withMethod("waitForReady", true)),
  HEALTH_CHECK(
      "healthCheckConfig",
      "only pods whose health service says SERVING get calls; works with round_robin alone",
      Set.of(LbPolicy.ROUND_ROBIN),
      config -> config.with("healthCheckConfig", Map.of("serviceName", ""))),
  /** No part of a service config: it belongs to the channel, so that its switch needs a new one. */
  KEEPALIVE(
      "keepalive",
      "a connection that is silent for 10 s, gRPC's minimum, is pinged, and closed if nothing comes"
          + " back; needs new connections",
      Set.of(LbPolicy.values()),
      UnaryOperator.identity()),
  OUTLIER_DETECTION(
      "outlier_detection",
      "a pod with more than half of its calls failing is left out for a while; works with"
          + " round_robin alone",
      Set.of(LbPolicy.ROUND_ROBIN),
      config ->
          config.wrappedIn(
              "outlier_detection_experimental",
              Map.of(
                  "interval",
                  "1s",
                  "baseEjectionTime",
                  "10s",
                  "maxEjectionPercentage",
                  50.0,
                  "failurePercentageEjection",
                  Map.of("threshold", 50.0, "minimumHosts", 2.0, "requestVolume", 5.0)))),
  RANDOM_SUBSETTING(
      "random_subsetting",
      "each client connects to 2 of the pods, chosen at random",
      Set.of(LbPolicy.values()),
      config -> config.wrappedIn("random_subsetting_experimental", Map.of("subsetSize", 2.0)));

  private final String label;
  private final String expectation;

  @SuppressWarnings("ImmutableEnumChecker") // a set that nobody can change
  private final Set<LbPolicy> policies;

  @SuppressWarnings("ImmutableEnumChecker") // a function without a state
  private final UnaryOperator<ServiceConfig> change;

  GrpcSwitch(
      String label,
      String expectation,
      Set<LbPolicy> policies,
      UnaryOperator<ServiceConfig> change) {
    this.label = label;
    this.expectation = expectation;
    this.policies = policies;
    this.change = change;
  }

  public String label() {
    return label;
  }

  /** One sentence on what to expect of it. */
  public String expectation() {
    return expectation;
  }

  /** Whether it does anything with this policy; gRPC ignores it where not. */
  public boolean worksWith(LbPolicy policy) {
    return policies.contains(policy);
  }

  /** Whether connections have to be made anew for it. */
  public boolean needsNewChannel() {
    return this == KEEPALIVE;
  }

  /** What it sets on the channel's builder, as code; empty where it is in the service config. */
  public Optional<String> onBuilder() {
    return this == KEEPALIVE
        ? Optional.of(
            "keepAliveTime("
                + KeepAlive.TIME.toSeconds()
                + ", SECONDS).keepAliveTimeout("
                + KeepAlive.TIMEOUT.toSeconds()
                + ", SECONDS).keepAliveWithoutCalls(true)")
        : Optional.empty();
  }

  ServiceConfig applyTo(ServiceConfig config) {
    return change.apply(config);
  }
}
