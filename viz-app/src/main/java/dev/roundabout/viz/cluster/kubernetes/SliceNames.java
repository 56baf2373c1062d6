package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import dev.roundabout.viz.model.ServiceKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Answers for DNS where it cannot be asked: the ready endpoints of the headless Service's
 * EndpointSlices, which is what CoreDNS answers from, in random order as CoreDNS's loadbalance
 * plugin puts them; and the ClusterIP of the other Service.
 */
final class SliceNames {
  private final ClusterInfo info;
  private final PodBook book;
  private final ServiceIps serviceIps;
  private final Random random;

  SliceNames(ClusterInfo info, PodBook book, ServiceIps serviceIps, Random random) {
    this.info = info;
    this.book = book;
    this.serviceIps = serviceIps;
    this.random = random;
  }

  /**
   * @param why DNS is not asked, in words
   */
  DnsAnswer lookup(String name, String why) throws IOException {
    if (name.equals(info.headlessName())) {
      return answer(name, headless(why), "EndpointSlices, because " + why);
    }
    if (name.equals(info.clusterIpName())) {
      return answer(name, serviceIps.of(name), "the Service, because " + why);
    }
    throw new IOException("only the cluster's DNS knows " + name + ", but " + why);
  }

  /** Takes from DNS, while it can be asked, what does not come with the slices. */
  void learn(DnsAnswer answer) {
    if (answer.name().equals(info.clusterIpName())) {
      serviceIps.learn(answer.name(), answer.ips());
    }
  }

  /** Asks again for what does not come with the slices. */
  void refresh() {
    serviceIps.forget();
  }

  private List<String> headless(String why) throws IOException {
    if (!book.knows(ServiceKind.HEADLESS)) {
      throw new IOException(
          "the EndpointSlices of %s have not been read, and DNS cannot be asked: %s"
              .formatted(info.headlessName(), why));
    }
    List<String> ips = new ArrayList<>();
    for (Endpoint endpoint : book.ready(ServiceKind.HEADLESS)) {
      String ip = endpoint.address().ip();
      if (!ips.contains(ip)) {
        ips.add(ip);
      }
    }
    Collections.shuffle(ips, random);
    return ips;
  }

  /** IPv4 where there is any, as a client asks for A records first. */
  private static DnsAnswer answer(String name, List<String> ips, String source)
      throws UnknownNameException {
    Predicate<String> isV6 = ip -> ip.indexOf(':') >= 0;
    List<String> v4 = ips.stream().filter(isV6.negate()).toList();
    if (ips.isEmpty()) {
      throw new UnknownNameException(name);
    }
    return new DnsAnswer(name, v4.isEmpty() ? ips : v4, Duration.ZERO, source, true);
  }
}
