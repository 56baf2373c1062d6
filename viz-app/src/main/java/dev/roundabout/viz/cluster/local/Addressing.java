package dev.roundabout.viz.cluster.local;

/** How pods get addresses on loopback. */
public enum Addressing {
  /** {@link #OWN_IPS} where that works, otherwise {@link #SHARED}. */
  AUTO,
  /** Every pod listens on an IP of its own in 127.0.0.0/8, as Linux and Windows allow. */
  OWN_IPS,
  /**
   * Every pod listens on a free port of 127.0.0.1, has its IP in name only, and a gateway leads to
   * it: for systems that have only 127.0.0.1, like macOS.
   */
  SHARED
}
