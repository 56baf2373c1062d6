package dev.roundabout.viz.client.load;

import io.grpc.ClientStreamTracer;
import java.util.function.Consumer;

/** Makes what follows calls to the connections that they are given. */
public interface Tracers {

  /**
   * For the requests of one sender, which has one under way at a time.
   *
   * @param given told of the connection of each attempt, before anything is sent on it; on any
   *     thread, must not block
   */
  ClientStreamTracer.Factory ofRequests(Consumer<? super StreamCount> given);

  /** For streams that are held open. */
  ClientStreamTracer.Factory ofWatches();
}
