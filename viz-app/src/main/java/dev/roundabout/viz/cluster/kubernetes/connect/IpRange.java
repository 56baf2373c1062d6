package dev.roundabout.viz.cluster.kubernetes.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One IP address, or those that begin alike; never a name.
 *
 * @param bits of the address that count
 */
record IpRange(InetAddress address, int bits) {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  /** {@code 10.0.0.1}, {@code fd00::1} or {@code 10.0.0.0/8}; empty for anything else. */
  static Optional<IpRange> of(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty(); // else the JDK would ask DNS for it
    }
    try {
      InetAddress address = InetAddress.getByName(literal);
      int most = address.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > most ? Optional.empty() : Optional.of(new IpRange(address, bits));
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  boolean contains(IpRange other) {
    byte[] mine = address.getAddress();
    byte[] its = other.address.getAddress();
    if (mine.length != its.length || other.bits < bits) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
