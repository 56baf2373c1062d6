package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks the cluster's DNS, also where the cluster's domain is not the one that the names were given
 * with: then no Service has its name, but the ClusterIP of a Service has one, which ends in the
 * domain. Any thread.
 */
final class DomainNames implements NameLookup {
  private static final String SERVICES = ".svc.";

  private final DnsClient dns;
  private final ServiceIps serviceIps;
  private final Consumer<String> told;
  private final String clusterIpName;
  private final String given;
  private Optional<String> found = Optional.empty();

  /**
   * @param told in words, where the domain is another one
   */
  DomainNames(DnsClient dns, ServiceIps serviceIps, ClusterInfo info, Consumer<String> told) {
    this.dns = dns;
    this.serviceIps = serviceIps;
    this.told = told;
    clusterIpName = info.clusterIpName();
    given = domain(clusterIpName);
  }

  private static String domain(String name) {
    return name.substring(name.indexOf(SERVICES) + SERVICES.length());
  }

  @Override
  public DnsAnswer lookup(String name) throws IOException {
    Optional<String> known = found();
    if (known.isPresent()) {
      return lookup(name, known.get());
    }
    try {
      return dns.lookup(name);
    } catch (UnknownNameException unknown) {
      String other = find().filter(domain -> !domain.equals(given)).orElseThrow(() -> unknown);
      return lookup(name, other);
    }
  }

  private DnsAnswer lookup(String name, String domain) throws IOException {
    if (domain.equals(given) || !name.endsWith(SERVICES + given)) {
      return dns.lookup(name);
    }
    String there = name.substring(0, name.length() - given.length()) + domain;
    DnsAnswer answer = dns.lookup(there);
    return new DnsAnswer(
        name, answer.ips(), answer.ttl(), answer.source() + ", as " + there, answer.standIn());
  }

  private synchronized Optional<String> found() {
    return found;
  }

  /**
   * Empty where that cannot be told: without a ClusterIP, or by a DNS that keeps no PTR records.
   */
  private Optional<String> find() {
    String service = clusterIpName.substring(0, clusterIpName.length() - given.length());
    try {
      for (String ip : serviceIps.of(clusterIpName)) {
        for (String name : dns.namesOf(ip)) {
          if (name.startsWith(service)) {
            return Optional.of(keep(domain(name)));
          }
        }
      }
    } catch (IOException untold) {
      return Optional.empty(); // what was asked for is unknown all the same, and that is said
    } finally {
      serviceIps.forget(); // it may be made, or allowed, before the next time
    }
    return Optional.empty();
  }

  private synchronized String keep(String domain) {
    if (found.isEmpty() && !domain.equals(given)) {
      told.accept(
          "the cluster's domain is "
              + domain
              + ", not "
              + given
              + ", and names are asked for there; start with --cluster-domain "
              + domain
              + ", so that they are shown so and the Job asks for them, too");
    }
    found = Optional.of(domain);
    return domain;
  }
}
