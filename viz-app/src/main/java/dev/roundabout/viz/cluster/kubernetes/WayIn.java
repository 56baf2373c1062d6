package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;

/** How names are asked for and how connections get to the pods of a Kubernetes cluster. */
interface WayIn extends AutoCloseable {

  /** Asks the cluster's DNS. Any thread; blocks for a limited time. */
  NameLookup names();

  /** Finds the way to pods and to the ClusterIP. Any thread; never blocks. */
  Route.Finder reach();

  /** Resets every connection and ends every thread. Idempotent. */
  @Override
  void close();
}
