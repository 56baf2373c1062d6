package dev.roundabout.viz.client.resolver;

import io.grpc.NameResolver;

/** A resolver of the client under test: one object for each life of a channel out of idle mode. */
public abstract class ClientResolver extends NameResolver {

  /**
   * Delivers the last good answer once more, with the service config of now; does nothing before
   * the first. Any thread, never blocks. The channel switches policies without losing a call
   * (grpc-java's {@code GracefulSwitchLoadBalancer}).
   */
  public abstract void redeliver();
}
