package dev.roundabout.viz.model;

/** The stages of a pod's road to its first request, and of its way back, each in this order. */
public enum Stage {
  SCALE_ASKED("scale asked", Side.CLUSTER),
  ACCEPTED("Deployment accepted", Side.CLUSTER),
  CREATED("pod created", Side.CLUSTER),
  SCHEDULED("scheduled", Side.CLUSTER),
  STARTED("container started", Side.CLUSTER),
  READY("ready", Side.CLUSTER),
  IN_ENDPOINTS("in EndpointSlice", Side.CLUSTER),
  IN_DNS("in DNS", Side.CLUSTER),
  RESOLVED("resolved", Side.CLIENT),
  CONNECTING("CONNECTING", Side.CLIENT),
  CONNECTED("READY", Side.CLIENT),
  FIRST_REQUEST("first request", Side.CLIENT),
  FAIR_SHARE("fair share", Side.CLIENT),
  DELETION_ASKED("deletion asked", Side.CLUSTER),
  TERMINATING("terminating", Side.CLUSTER),
  OUT_OF_ENDPOINTS("out of EndpointSlice", Side.CLUSTER),
  OUT_OF_DNS("out of DNS", Side.CLUSTER),
  DISCONNECTED("connection ended", Side.CLIENT),
  DROPPED("out of the client's list", Side.CLIENT),
  LAST_REQUEST("last request", Side.CLIENT),
  GONE("gone", Side.CLUSTER);

  /** Who reaches a stage. */
  public enum Side {
    /** Once for each pod. */
    CLUSTER,
    /** By each client apart. */
    CLIENT
  }

  private final String label;
  private final Side side;

  Stage(String label, Side side) {
    this.label = label;
    this.side = side;
  }

  public String label() {
    return label;
  }

  public boolean isOfClient() {
    return side == Side.CLIENT;
  }

  /** Whether it belongs to the way up, to the first request, and not to the way down. */
  public boolean isUp() {
    return compareTo(FAIR_SHARE) <= 0;
  }
}
