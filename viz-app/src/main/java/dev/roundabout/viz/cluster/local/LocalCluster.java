package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster inside this JVM, for which no Kubernetes is needed: its pods are real gRPC servers that
 * a client reaches over loopback TCP, and its DNS is a real server.
 *
 * <p>Every run takes addresses of its own, see {@link AddressBlock}. Pod facts and endpoints come
 * from the thread {@code local-cluster}, forwarded connections from the relay's threads.
 */
public final class LocalCluster implements Cluster {
  private static final int PORT = 9090;

  private final LocalOptions options;
  private final ClusterInfo info;
  private volatile Optional<RunningCluster> running = Optional.empty();

  /**
   * @param why this kind of cluster was chosen, in a line
   */
  public LocalCluster(LocalOptions options, String why) {
    this(options, ClusterInfo.Origin.embedded(why));
  }

  /**
   * @param origin embedded, and why it was chosen
   */
  public LocalCluster(LocalOptions options, ClusterInfo.Origin origin) {
    this.options = options;
    this.info =
        new ClusterInfo(
            origin,
            "default",
            "server",
            "server-headless.default.svc.cluster.local",
            "server.default.svc.cluster.local",
            PORT,
            PORT);
  }

  @Override
  public ClusterInfo info() {
    return info;
  }

  @Override
  public synchronized void start(Consumer<? super Fact> sink) throws IOException {
    if (running.isPresent()) {
      throw new IllegalStateException("a cluster starts once");
    }
    Reports reports = new Reports(options.clock(), sink);
    RunningCluster cluster = new RunningCluster(info, options, reports);
    running = Optional.of(cluster);
    cluster.begin();
  }

  @Override
  public Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    return running().apply(action);
  }

  @Override
  public NameLookup names() {
    return running().network().names();
  }

  @Override
  public Route.Finder reach() {
    return running().network()::to;
  }

  /** Where the cluster's DNS server listens, over UDP and TCP. Between start and close. */
  public Address dns() {
    return running().network().dnsAddress();
  }

  /** Where the ClusterIP Service is reached. Between start and close. */
  public Address clusterIp() {
    return running().network().clusterIp();
  }

  private RunningCluster running() {
    return running.orElseThrow(() -> new IllegalStateException("the cluster has not started"));
  }

  @Override
  public synchronized void close() {
    running.ifPresent(RunningCluster::close);
  }
}
