/**
 * A Kubernetes API server for tests, with just enough of a cluster behind it: real HTTP and web
 * sockets on 127.0.0.1, Deployments that grow pods, pods that are real gRPC servers, EndpointSlices
 * that follow them, a DNS that answers from those, and a knob for each thing that may go wrong.
 *
 * <p>Start at {@link dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes}.
 */
@NullMarked
package dev.roundabout.viz.cluster.kubernetes.fake;

import org.jspecify.annotations.NullMarked;
