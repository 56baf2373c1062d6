package dev.roundabout.viz.model;

import java.util.Comparator;

/**
 * An IP address and a port, as gRPC and EndpointSlices name an endpoint.
 *
 * @param ip the address in text form, without brackets for IPv6
 * @param port 0 to 65535
 */
public record Address(String ip, int port) implements Comparable<Address> {
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::ip).thenComparingInt(Address::port);

  public Address {
    if (ip.isBlank()) {
      throw new IllegalArgumentException("an address needs an IP");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
    }
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return ip.indexOf(':') >= 0 ? "[" + ip + "]:" + port : ip + ":" + port;
  }
}
