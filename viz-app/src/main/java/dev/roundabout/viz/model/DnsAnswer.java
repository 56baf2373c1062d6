package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.List;

/**
 * What a DNS server answered for the address records of a name.
 *
 * @param name fully qualified, without the dot at the end
 * @param ips in the order of the answer; empty where the name exists without an address
 * @param ttl the smallest of the records; zero where there is no record
 * @param source who answered, in words, e.g. {@code kube-dns}
 */
public record DnsAnswer(String name, List<String> ips, Duration ttl, String source) {
  public DnsAnswer {
    ips = List.copyOf(ips);
  }
}
