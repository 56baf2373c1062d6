package dev.roundabout.viz.model;

import java.time.Duration;

/** What {@link GrpcSwitch#KEEPALIVE} sets. */
public final class KeepAlive {

  /** Of silence before a ping: the least that grpc-java takes ({@code KeepAliveManager}). */
  public static final Duration TIME = Duration.ofSeconds(10);

  /** For which the answer to a ping is waited. */
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private KeepAlive() {}
}
