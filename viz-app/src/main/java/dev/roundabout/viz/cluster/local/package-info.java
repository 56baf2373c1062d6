/**
 * A cluster in this JVM: real gRPC servers as pods, a real DNS server, and the rules of a
 * Deployment, a ReplicaSet, EndpointSlices and kube-proxy, as far as a gRPC client can tell.
 */
@NullMarked
package dev.roundabout.viz.cluster.local;

import org.jspecify.annotations.NullMarked;
