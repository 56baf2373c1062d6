package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.gateway.Duplex;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.Forwarded;
import dev.roundabout.viz.model.Connection;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Stands in for kube-proxy: gives each new TCP connection to the ClusterIP to one ready endpoint,
 * chosen at random with equal chances, as the {@code statistic --mode random} rules of kube-proxy's
 * iptables mode do. A connection that stands stays with its pod. Any thread.
 */
final class KubeProxy {
  private final Address clusterIp;
  private final Wiring wiring;
  private final RandomGenerator random;
  private final Reports reports;
  private volatile List<Address> endpoints = List.of();

  /**
   * @param random used by several threads
   */
  KubeProxy(Address clusterIp, Wiring wiring, RandomGenerator random, Reports reports) {
    this.clusterIp = clusterIp;
    this.wiring = wiring;
    this.random = random;
    this.reports = reports;
  }

  Address clusterIp() {
    return clusterIp;
  }

  void follow(List<Address> ready) {
    endpoints = ready;
  }

  /**
   * Connects to the chosen pod; blocks.
   *
   * @param client the client's end of its connection to the ClusterIP
   */
  Duplex dial(Address client) throws IOException {
    List<Address> now = endpoints;
    if (now.isEmpty()) {
      throw new ConnectException("the Service has no ready endpoint");
    }
    Address pod = now.get(random.nextInt(now.size()));
    Duplex upstream = wiring.dial(pod);
    reports.accept(new Forwarded(reports.now(), new Connection(client, clusterIp), pod));
    return upstream;
  }
}
