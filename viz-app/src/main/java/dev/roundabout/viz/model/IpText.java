package dev.roundabout.viz.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** IP addresses as Kubernetes writes them, so that equal addresses are equal texts. */
public final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  /** Of IPv6 the shortest form (RFC 5952), which Java's own text is not. */
  public static String of(InetAddress address) {
    return address instanceof Inet6Address v6 ? shortest(v6) : address.getHostAddress();
  }

  private static String shortest(Inet6Address address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      groups.add(Integer.toHexString(Short.toUnsignedInt(bytes.getShort())));
    }
    for (int length = GROUPS; length > 1; length--) {
      int start = Collections.indexOfSubList(groups, Collections.nCopies(length, "0"));
      if (start >= 0) {
        return String.join(":", groups.subList(0, start))
            + "::"
            + String.join(":", groups.subList(start + length, GROUPS));
      }
    }
    return String.join(":", groups);
  }
}
