package dev.roundabout.viz.client.resolver;

import java.time.Duration;

/**
 * Re-resolves as grpc-java's {@code DnsNameResolver} does, over a DNS of our choice: it asks at its
 * start and when gRPC wishes for a refresh, which it does when a connection breaks, ages out or
 * goes idle. A refresh while the last good answer is not older than the gate is discarded, not
 * delayed ({@code DnsNameResolver.cacheRefreshRequired}). After a failed lookup the channel's
 * {@code RetryingNameResolver} asks again after a backoff.
 */
final class OnDisconnectResolver implements ModeResolver {
  private final ResolverSetup setup;
  private final Delivery delivery;
  private final DnsQuestions dns;

  OnDisconnectResolver(ResolverSetup setup, Delivery delivery) {
    this.setup = setup;
    this.delivery = delivery;
    this.dns = new DnsQuestions(setup, delivery, () -> {});
  }

  /** An answer that the channel has already is as good as one of its own. */
  @Override
  public void start() {
    if (delivery.age().isEmpty()) {
      dns.ask();
    }
  }

  @Override
  public void refresh() {
    if (dns.underWay()) {
      return;
    }
    Duration gate = setup.resolving().get().gate();
    Duration age = delivery.age().orElse(Duration.ZERO);
    boolean discarded = delivery.age().isPresent() && !gate.isZero() && age.compareTo(gate) <= 0;
    setup.events().refreshAsked(discarded, age, gate);
    if (!discarded) {
      dns.ask();
    }
  }

  @Override
  public void resolveNow() {
    dns.ask();
  }
}
