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
 * @param standIn whether EndpointSlices answered, because DNS cannot be asked
 */
public record DnsAnswer(
    String name, List<String> ips, Duration ttl, String source, boolean standIn) {
  public DnsAnswer {
    ips = List.copyOf(ips);
  }

  /** An answer of DNS itself. */
  public DnsAnswer(String name, List<String> ips, Duration ttl, String source) {
    this(name, ips, ttl, source, false);
  }

  /** {@code DNS}, or what stands in for it. */
  public String answerer() {
    return standIn ? "EndpointSlices" : "DNS";
  }
}
