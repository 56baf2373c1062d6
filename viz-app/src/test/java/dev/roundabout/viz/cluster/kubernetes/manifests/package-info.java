/** Checks of the files in {@code k8s/}, without a cluster. */
@NullMarked
package dev.roundabout.viz.cluster.kubernetes.manifests;

import org.jspecify.annotations.NullMarked;
