/**
 * How one gets to an API: what a kubeconfig says, who one is by it, by which way and to which
 * server. One context is read once, and everything is done by what was read.
 */
@NullMarked
package dev.roundabout.viz.cluster.kubernetes.connect;

import org.jspecify.annotations.NullMarked;
