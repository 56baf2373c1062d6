package dev.roundabout.viz.model;

/** How a connection gets to an address. */
public sealed interface Route {

  /** Where the connection should end: a pod's address, or a ClusterIP. */
  Address target();

  /** The address can be dialled from here. */
  record Direct(Address target) implements Route {}

  /**
   * An HTTP CONNECT proxy on loopback carries the connection.
   *
   * @param password random, new for every run; never logged, recorded or shown
   */
  record Tunnel(Address target, Address proxy, String user, String password) implements Route {
    @Override
    public String toString() {
      return "Tunnel[" + target + " by " + proxy + "]";
    }
  }

  /** Finds the way to an address. Never blocks. */
  @FunctionalInterface
  interface Finder {
    Route to(Address target);
  }
}
