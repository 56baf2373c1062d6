package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.gateway.Duplex;
import dev.roundabout.viz.gateway.Gateway;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Everything between a client and the pods: their addresses, DNS, the ClusterIP, the gateway. */
final class LocalNetwork implements AutoCloseable {
  private static final Duration DNS_TIMEOUT = Duration.ofSeconds(2);
  private static final int PASSWORD_BYTES = 24;

  private final ClusterInfo info;
  private final Duration dnsTtl;
  private final AddressBlock block;
  private final Wiring wiring;
  private final KubeProxy proxy;
  private final DnsServer dns;
  private final NameLookup names;
  private final Optional<ClusterIpListener> listener;
  private final Optional<Gateway> gateway;
  private final Closing closing;
  private volatile Zone zone;

  private LocalNetwork(ClusterInfo info, LocalOptions options, Reports reports, Closing closing)
      throws IOException {
    this.info = info;
    this.dnsTtl = options.dnsTtl();
    this.closing = closing;
    block = closing.add(AddressBlock.take(options.addressing(), info.podPort(), options.random()));
    wiring = new Wiring(block.isOwn());
    Address clusterIp = new Address(block.ip(0, 80), info.clusterIpPort());
    Random random = new Random(options.random().nextLong());
    proxy = new KubeProxy(clusterIp, wiring, random, reports);
    zone = new Zone(info, List.of(), clusterIp, dnsTtl);
    DnsResponder responder = new DnsResponder(() -> zone, random);
    dns =
        closing.add(
            DnsServer.open(block.isOwn() ? block.ip(0, 10) : "127.0.0.1", responder, reports));
    names = DnsClient.over(dns.address(), "local DNS", DNS_TIMEOUT, options.nanos(), random);
    listener =
        block.isOwn()
            ? Optional.of(closing.add(new ClusterIpListener(proxy, reports)))
            : Optional.empty();
    gateway = block.isOwn() ? Optional.empty() : Optional.of(closing.add(gateway(reports)));
  }

  /** Opens all of it, or nothing. */
  static LocalNetwork open(ClusterInfo info, LocalOptions options, Reports reports)
      throws IOException {
    Closing closing = new Closing(failure -> reports.trouble("closing the network", failure));
    try {
      return new LocalNetwork(info, options, reports, closing);
    } catch (IOException failure) {
      closing.close();
      throw failure;
    }
  }

  private Gateway gateway(Reports reports) throws IOException {
    // Not the options' random: whoever knows a seed must not know the password.
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return Gateway.open(
        this::dial,
        target -> target.equals(proxy.clusterIp()) || wiring.has(target),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
        Gateway.PATIENCE,
        failure -> reports.trouble("the gateway", failure));
  }

  private Duplex dial(Address target, Address client) throws IOException {
    return target.equals(proxy.clusterIp()) ? proxy.dial(client) : wiring.dial(target);
  }

  PodIps podIps() {
    return new PodIps(block);
  }

  Wiring wiring() {
    return wiring;
  }

  NameLookup names() {
    return names;
  }

  Address dnsAddress() {
    return dns.address();
  }

  Address clusterIp() {
    return proxy.clusterIp();
  }

  Route to(Address target) {
    return gateway.<Route>map(way -> way.to(target)).orElseGet(() -> new Route.Direct(target));
  }

  /** kube-proxy follows the endpoints. On {@code local-cluster}. */
  void route(List<Address> ready) {
    proxy.follow(ready);
    listener.ifPresent(port -> port.listen(!ready.isEmpty()));
  }

  /** DNS follows the endpoints. On {@code local-cluster}. */
  void answer(List<Address> ready) {
    zone = new Zone(info, ready, proxy.clusterIp(), dnsTtl);
  }

  @Override
  public void close() {
    closing.close();
  }
}
