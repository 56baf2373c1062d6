package dev.roundabout.viz.client;

import dev.roundabout.viz.client.resolver.ResolverEvents;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Tells as facts what the resolver of one channel does, until the channel is retired. */
final class ResolverFacts implements ResolverEvents {
  private final int client;
  private final String target;
  private final Duration gate;
  private final InstantSource clock;
  private final Consumer<? super Fact> sink;
  private volatile boolean muted;

  ResolverFacts(
      int client, String target, Duration gate, InstantSource clock, Consumer<? super Fact> sink) {
    this.client = client;
    this.target = target;
    this.gate = gate;
    this.clock = clock;
    this.sink = sink;
  }

  /** A channel that drains beside its successor is not reported any more. Any thread. */
  void mute() {
    muted = true;
  }

  @Override
  public void refreshAsked(boolean discarded, Duration age) {
    tell(new ClientFact.RefreshAsked(clock.instant(), client, discarded, age, gate));
  }

  @Override
  public void resolved(List<Address> addresses, DnsAnswer answer) {
    tell(
        new ClientFact.Resolved(
            clock.instant(), client, target, addresses, answer.source(), answer.ttl()));
  }

  @Override
  public void failed(String message) {
    tell(new ClientFact.ResolveFailed(clock.instant(), client, message));
  }

  private void tell(ClientFact fact) {
    if (!muted) {
      sink.accept(fact);
    }
  }
}
