package dev.roundabout.viz.model;

import java.io.IOException;

/** Asks the cluster's DNS for the addresses of a name. */
@FunctionalInterface
public interface NameLookup {

  /**
   * Blocks until the server answered; several threads may ask at once.
   *
   * @param name fully qualified
   * @throws UnknownNameException where the server says that there is no such name (NXDOMAIN)
   * @throws IOException where the server could not be asked; the message is fit for the screen
   */
  DnsAnswer lookup(String name) throws IOException;

  /** NXDOMAIN. */
  final class UnknownNameException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnknownNameException(String name) {
      super("no such name: " + name);
    }
  }
}
