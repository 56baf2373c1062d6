package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every change of the Service's EndpointSlices and asks nobody, so that a broken
 * connection changes nothing. While the watch itself is broken nothing comes, and the channel keeps
 * the list it has.
 */
final class WatchEndpointsResolver implements ModeResolver {
  private final ResolverSetup setup;
  private final Delivery delivery;
  private final AtomicReference<@Nullable List<Address>> newest = new AtomicReference<>();
  private Runnable subscription = () -> {};

  WatchEndpointsResolver(ResolverSetup setup, Delivery delivery) {
    this.setup = setup;
    this.delivery = delivery;
  }

  @Override
  public void start() {
    subscription = setup.endpoints().subscribe(setup.service(), this::changed);
  }

  @Override
  public void refresh() {}

  @Override
  public void resolveNow() {
    deliver();
  }

  @Override
  public void stop() {
    subscription.run();
  }

  /** Not on the thread that tells: it would connect the channel's subchannels. */
  private void changed(List<Address> ready) {
    newest.set(ready);
    setup.lookups().execute(() -> delivery.run(this::deliver));
  }

  private void deliver() {
    List<Address> ready = newest.get();
    if (ready != null) {
      deliver(ready);
    }
  }

  private void deliver(List<Address> ready) {
    if (ready.isEmpty()) {
      delivery.failed("no ready endpoint of " + setup.name(), setup.unavailable());
      return;
    }
    delivery.answered(Answer.of(setup, ready, "EndpointSlices", Duration.ZERO));
  }
}
