package dev.roundabout.workload;

/** A load-balancing policy that the batch client may use. */
enum LbPolicyName {
  /** One connection for all calls: what gRPC does by default. */
  PICK_FIRST("pick_first"),
  /** One connection to every address, used in turn. */
  ROUND_ROBIN("round_robin");

  private final String grpcName;

  LbPolicyName(String grpcName) {
    this.grpcName = grpcName;
  }

  /** The name under which grpc-java's {@code LoadBalancerRegistry} knows it; picocli reads it. */
  @Override
  public String toString() {
    return grpcName;
  }
}
