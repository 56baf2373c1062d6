package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.DnsAnswer;
import java.io.IOException;

/**
 * Asks DNS for one channel, one question at a time, and delivers what comes of it. A failed lookup
 * is reported as UNAVAILABLE, as {@code DnsNameResolver} reports it. In the channel's
 * SynchronizationContext, but for the lookup itself.
 */
final class DnsQuestions {
  private final ResolverSetup setup;
  private final Delivery delivery;
  private final Runnable ended;
  private boolean underWay;

  /**
   * @param ended called after each answer or failure was delivered
   */
  DnsQuestions(ResolverSetup setup, Delivery delivery, Runnable ended) {
    this.setup = setup;
    this.delivery = delivery;
    this.ended = ended;
  }

  boolean underWay() {
    return underWay;
  }

  /** Asks; as in DnsNameResolver, a question that is under way answers this one too. */
  void ask() {
    if (underWay) {
      return;
    }
    underWay = true;
    setup.events().queried();
    setup.lookups().execute(this::lookUp);
  }

  /** On a thread of its own, because it blocks. */
  private void lookUp() {
    try {
      DnsAnswer answer = setup.names().lookup(setup.name());
      delivery.run(() -> finish(answer));
    } catch (IOException | RuntimeException failure) {
      delivery.run(() -> fail(messageOf(failure), failure));
    }
  }

  private void finish(DnsAnswer answer) {
    if (answer.ips().isEmpty()) {
      // InetAddress.getAllByName throws for a name without an address, and so DnsNameResolver
      // fails.
      String message = "no address for " + setup.name();
      fail(message, new IOException(message));
      return;
    }
    delivery.answered(
        Answer.of(
            setup,
            answer.ips().stream().map(setup::address).toList(),
            answer.source(),
            answer.ttl()));
    end();
  }

  private void fail(String message, Exception cause) {
    delivery.failed(message, setup.unavailable().withCause(cause));
    end();
  }

  /** After the delivery: the channel may call back from it, and is answered already. */
  private void end() {
    underWay = false;
    ended.run();
  }

  private static String messageOf(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
