package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** The embedded cluster's DNS server alone, with addresses that are given, for other tests. */
public final class LoopbackDns implements AutoCloseable {
  private final DnsServer server;

  private LoopbackDns(DnsServer server) {
    this.server = server;
  }

  /** Opens it on a free port of 127.0.0.1. */
  public static LoopbackDns of(
      ClusterInfo info, List<Address> endpoints, Address clusterIp, Duration ttl)
      throws IOException {
    Zone zone = new Zone(info, endpoints, clusterIp, ttl);
    return new LoopbackDns(
        DnsServer.open(
            "127.0.0.1",
            new DnsResponder(() -> zone, new Random(1)),
            new Reports(InstantSource.system(), fact -> {})));
  }

  public int port() {
    return server.address().port();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
