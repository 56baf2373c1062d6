/**
 * Any Kubernetes cluster, with nothing but a kubeconfig: what it says, what may be changed, and the
 * way in to its pods and its DNS. The only package that knows the API's client.
 */
@NullMarked
package dev.roundabout.viz.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
