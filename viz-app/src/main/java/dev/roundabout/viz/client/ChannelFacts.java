package dev.roundabout.viz.client;

import dev.roundabout.viz.client.resolver.ResolverEvents;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells as facts what the resolver and the connections of one channel do, until the channel is
 * retired. Any thread, never blocks.
 */
final class ChannelFacts implements ResolverEvents {
  private final int client;
  private final String target;
  private final InstantSource clock;
  private final Consumer<? super Fact> sink;
  private volatile boolean muted;

  ChannelFacts(int client, String target, InstantSource clock, Consumer<? super Fact> sink) {
    this.client = client;
    this.target = target;
    this.clock = clock;
    this.sink = sink;
  }

  /** Whose channel it is, from 1. */
  int client() {
    return client;
  }

  /** A channel that drains beside its successor is not reported any more. */
  void mute() {
    muted = true;
  }

  @Override
  public void queried() {
    tell(new ClientFact.Queried(clock.instant(), client));
  }

  @Override
  public void refreshAsked(boolean discarded, Duration age, Duration gate) {
    tell(new ClientFact.RefreshAsked(clock.instant(), client, discarded, age, gate));
  }

  @Override
  public void resolved(List<Address> addresses, String source, Duration ttl) {
    tell(new ClientFact.Resolved(clock.instant(), client, target, addresses, source, ttl));
  }

  @Override
  public void failed(String message) {
    tell(new ClientFact.ResolveFailed(clock.instant(), client, message));
  }

  void connected(Connection connection) {
    tell(new ClientFact.Connected(clock.instant(), client, connection));
  }

  void disconnected(Connection connection) {
    tell(new ClientFact.Disconnected(clock.instant(), client, connection));
  }

  void firstRequest(Connection connection) {
    tell(new ClientFact.FirstRequest(clock.instant(), client, connection));
  }

  private void tell(ClientFact fact) {
    if (!muted) {
      sink.accept(fact);
    }
  }
}
