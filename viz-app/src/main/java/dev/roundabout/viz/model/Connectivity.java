package dev.roundabout.viz.model;

/** State of a channel or subchannel, spelled as gRPC's connectivity API and channelz spell it. */
public enum Connectivity {
  UNKNOWN,
  IDLE,
  CONNECTING,
  READY,
  TRANSIENT_FAILURE,
  SHUTDOWN
}
