package dev.roundabout.viz.model;

/**
 * gRPC's own answers to what goes wrong, each of which can be switched on. To add one, add a
 * constant: its label, one sentence on what to expect, and what it puts into the service config.
 */
public enum GrpcSwitch {
  SHUFFLE_ADDRESSES(
      "shuffleAddressList", "pick_first starts at a random address: spreads clients, not calls"),
  RETRY("retryPolicy", "a call that fails with UNAVAILABLE is sent again, to the next pod"),
  WAIT_FOR_READY("waitForReady", "calls wait for a READY connection instead of failing at once"),
  HEALTH_CHECK("healthCheckConfig", "only pods whose health service says SERVING get calls"),
  KEEPALIVE("keepalive", "a connection whose pings are not answered is closed"),
  OUTLIER_DETECTION("outlier_detection", "a pod that fails too often is left out for a while"),
  RANDOM_SUBSETTING("random_subsetting", "each client connects to a random part of the pods");

  private final String label;
  private final String expectation;

  GrpcSwitch(String label, String expectation) {
    this.label = label;
    this.expectation = expectation;
  }

  public String label() {
    return label;
  }

  /** One sentence on what to expect of it. */
  public String expectation() {
    return expectation;
  }
}
