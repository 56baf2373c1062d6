package dev.roundabout.viz.gateway;

import dev.roundabout.viz.model.Address;
import java.io.IOException;

/** Opens the way to a pod: by a socket, or through a stream of the cluster's API. */
@FunctionalInterface
public interface Dialer {

  /**
   * Blocks until the connection stands. Called on a worker of the relay, by several at once.
   *
   * @param target where the client wants to go
   * @param client the client's own end of its connection, by which the client knows it
   * @throws IOException where there is no way; the message is fit for the screen
   */
  Duplex dial(Address target, Address client) throws IOException;
}
