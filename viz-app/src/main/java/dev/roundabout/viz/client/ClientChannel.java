package dev.roundabout.viz.client;

import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;

/** A channel with the resolver it uses now. */
final class ClientChannel {
  private final ManagedChannel channel;
  private final CurrentResolver resolver;
  private final ChannelFacts facts;

  ClientChannel(ManagedChannel channel, CurrentResolver resolver, ChannelFacts facts) {
    this.channel = channel;
    this.resolver = resolver;
    this.facts = facts;
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Resolves and connects without waiting for the first call. */
  void connect() {
    channel.getState(true);
  }

  /** Hands the newest addresses to the channel again, with the service config of now. */
  void redeliver() {
    resolver.redeliver();
  }

  /** Re-resolves from now on as the settings say. */
  void reresolve() {
    resolver.settingsChanged();
  }

  /** Asks for the addresses, whatever the mode and past the gate. */
  void resolveNow() {
    resolver.resolveNow();
  }

  /** Reports nothing from now on; the channel goes on. */
  void retire() {
    facts.mute();
  }

  /** No new calls; those under way end as they would have. */
  void drain() {
    channel.shutdown();
  }

  /** Cancels what is under way, and waits until everything is gone. False if that took too long. */
  boolean end(long patienceNanos) throws InterruptedException {
    facts.mute();
    return channel.shutdownNow().awaitTermination(patienceNanos, TimeUnit.NANOSECONDS);
  }
}
