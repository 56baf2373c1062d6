package dev.roundabout.viz.cluster.local;

import java.util.HashSet;
import java.util.Set;

/**
 * Gives pods successive IPs from 127.A.1.1 on, so that an IP is used again only after 64,000
 * others: a late client never meets another pod at an address it remembers.
 */
final class PodIps {
  private static final int LAST_OCTET = 254;
  private static final int LAST_NET = 254;

  private final AddressBlock block;
  private final Set<String> taken = new HashSet<>();
  private int net = 1;
  private int octet;

  PodIps(AddressBlock block) {
    this.block = block;
  }

  String take() {
    String ip = next();
    while (!taken.add(ip)) {
      ip = next();
    }
    return ip;
  }

  void release(String ip) {
    taken.remove(ip);
  }

  private String next() {
    octet++;
    if (octet > LAST_OCTET) {
      octet = 1;
      net = net == LAST_NET ? 1 : net + 1;
    }
    return block.ip(net, octet);
  }
}
