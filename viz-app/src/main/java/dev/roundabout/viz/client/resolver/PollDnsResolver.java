package dev.roundabout.viz.client.resolver;

import java.time.Duration;

/**
 * Asks DNS again and again: at its start, and then so long after each question as the poll interval
 * says, or when the answer has come where that takes longer. It has no gate: what gRPC wishes for
 * when a connection breaks is asked at once.
 */
final class PollDnsResolver implements ModeResolver {
  private final ResolverSetup setup;
  private final Delivery delivery;
  private final DnsQuestions dns;
  private long askedNanos;
  private int plans;

  PollDnsResolver(ResolverSetup setup, Delivery delivery) {
    this.setup = setup;
    this.delivery = delivery;
    this.dns = new DnsQuestions(setup, delivery, this::plan);
  }

  @Override
  public void start() {
    ask();
  }

  @Override
  public void refresh() {
    if (!dns.underWay()) {
      setup.events().refreshAsked(false, delivery.age().orElse(Duration.ZERO), Duration.ZERO);
      ask();
    }
  }

  @Override
  public void resolveNow() {
    ask();
  }

  @Override
  public void settingsChanged() {
    if (!dns.underWay()) {
      plan();
    }
  }

  private void ask() {
    askedNanos = setup.ticker().getAsLong();
    dns.ask();
  }

  /** A newer plan takes the place of the one before. */
  private void plan() {
    int plan = ++plans;
    long passed = setup.ticker().getAsLong() - askedNanos;
    long wait = Math.max(0, setup.resolving().get().pollInterval().toNanos() - passed);
    setup.timer().after(Duration.ofNanos(wait), () -> delivery.run(() -> askIfPlanned(plan)));
  }

  private void askIfPlanned(int plan) {
    if (plan == plans && !dns.underWay()) {
      ask();
    }
  }
}
