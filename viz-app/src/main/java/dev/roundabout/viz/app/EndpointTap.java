package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.ServiceKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Services' ready addresses, picked from the cluster's facts on their way to the timeline.
 * While a watch is broken no fact comes, and the last list stands. Any thread.
 */
final class EndpointTap implements EndpointFeed {
  private final Map<ServiceKind, List<Address>> newest = new EnumMap<>(ServiceKind.class);
  private final List<Listener> listeners = new ArrayList<>();

  /** Compared by identity: each subscription is one of its own. */
  private static final class Listener {
    private final ServiceKind service;
    private final Consumer<List<Address>> consumer;

    Listener(ServiceKind service, Consumer<List<Address>> consumer) {
      this.service = service;
      this.consumer = consumer;
    }
  }

  /** Passes on what concerns endpoints. Listeners are called inside, and so in order. */
  synchronized void accept(Fact fact) {
    if (!(fact instanceof EndpointsSeen seen)) {
      return;
    }
    newest.put(seen.service(), seen.ready());
    for (Listener listener : listeners) {
      if (listener.service == seen.service()) {
        listener.consumer.accept(seen.ready());
      }
    }
  }

  @Override
  public synchronized Runnable subscribe(ServiceKind service, Consumer<List<Address>> consumer) {
    Listener listener = new Listener(service, consumer);
    listeners.add(listener);
    List<Address> known = newest.get(service);
    if (known != null) {
      consumer.accept(known);
    }
    return () -> remove(listener);
  }

  private synchronized void remove(Listener listener) {
    listeners.remove(listener);
  }
}
