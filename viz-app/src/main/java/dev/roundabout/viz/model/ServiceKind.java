package dev.roundabout.viz.model;

/** The two kinds of Service that a gRPC client meets. */
public enum ServiceKind {
  CLUSTER_IP("ClusterIP"),
  HEADLESS("Headless");

  private final String label;

  ServiceKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
