package dev.roundabout.viz.model;

/** How the client under test stands to a pod. The window draws {@link #SERVING} solid. */
public enum Standing {
  /** The pod does not run yet, or waits for its restart. */
  NOT_READY,
  /** Ready, and DNS does not answer it yet. */
  NOT_IN_DNS,
  /** DNS answers it, and the client does not know. */
  NOT_RESOLVED,
  /** The client knows the address, and its policy or the ClusterIP chose another. */
  NOT_CHOSEN,
  /** Resolved; its subchannel is IDLE. */
  IDLE,
  CONNECTING,
  TRANSIENT_FAILURE,
  /** It accepts connections and never answers. */
  FROZEN,
  /** A READY connection leads to it. */
  SERVING,
  /** Terminating or gone. */
  LEAVING
}
