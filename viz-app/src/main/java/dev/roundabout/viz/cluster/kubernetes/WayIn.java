package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Random;
import java.util.function.LongSupplier;

/** How names are asked for and how connections get to the pods of a Kubernetes cluster. */
interface WayIn extends AutoCloseable {

  /**
   * Opens the way; asks nothing of the cluster yet.
   *
   * @param book filled by whoever watches pods and EndpointSlices
   * @param direct whether pod addresses and cluster names can be reached from here
   * @param denials told of what RBAC refuses on the way
   * @param nanos a ticker for timeouts
   * @param random used by several threads
   * @throws IOException where this machine does not let it listen on 127.0.0.1
   */
  static WayIn open(
      KubernetesClient client,
      ClusterInfo info,
      PodBook book,
      boolean direct,
      Denials denials,
      Reports reports,
      LongSupplier nanos,
      Random random)
      throws IOException {
    return direct
        ? DirectWay.open(DirectWay.RESOLV_CONF, nanos, random)
        : new TunnelWay(client, info, book, denials, reports, random);
  }

  /** Asks the cluster's DNS. Any thread; blocks for a limited time. */
  NameLookup names();

  /** Finds the way to pods and to the ClusterIP. Any thread; never blocks. */
  Route.Finder reach();

  /** Resets every connection and ends every thread. Idempotent. */
  @Override
  void close();
}
