package dev.roundabout.viz.model;

import java.util.List;
import java.util.function.Consumer;

/** Tells of the ready addresses of a Service, as its EndpointSlices say, without DNS. */
@FunctionalInterface
public interface EndpointFeed {
  /** Knows nothing, and never will. */
  EndpointFeed NONE = (service, listener) -> () -> {};

  /**
   * Tells what is known now, where anything is, and then every change, in order; never blocks. The
   * listener is called on any thread, one call at a time, and must not block.
   *
   * @return ends it; idempotent
   */
  Runnable subscribe(ServiceKind service, Consumer<List<Address>> listener);
}
