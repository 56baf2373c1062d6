package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ServiceKind;
import java.net.ConnectException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Stands in for kube-proxy, which a tunnel goes past: gives each new TCP connection to the
 * ClusterIP to one ready endpoint, or to one that ends and still serves where none is ready, chosen
 * at random with equal chances, as the {@code statistic --mode random} rules of kube-proxy's
 * iptables mode do. Any thread.
 */
final class ClusterIpStandIn {
  private final PodBook book;
  private final RandomGenerator random;

  /**
   * @param random used by several threads
   */
  ClusterIpStandIn(PodBook book, RandomGenerator random) {
    this.book = book;
    this.random = random;
  }

  Endpoint choose() throws ConnectException {
    List<Endpoint> usable = book.proxied(ServiceKind.CLUSTER_IP);
    if (usable.isEmpty()) {
      throw new ConnectException("the Service has no ready endpoint");
    }
    return usable.get(random.nextInt(usable.size()));
  }
}
