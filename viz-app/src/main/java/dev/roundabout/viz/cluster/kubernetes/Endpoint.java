package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Address;

/**
 * One address of an EndpointSlice.
 *
 * @param address with the container's port, as the slice resolved it
 * @param pod name of the pod behind it ({@code targetRef}); empty where the slice names none
 * @param ready whether kube-proxy and DNS may use it (condition {@code ready}; an absent one counts
 *     as true)
 * @param draining whether it ends and still serves, so that kube-proxy may use it where none is
 *     ready (conditions {@code serving} and {@code terminating})
 */
record Endpoint(Address address, String pod, boolean ready, boolean draining) {

  /** One that does not end. */
  Endpoint(Address address, String pod, boolean ready) {
    this(address, pod, ready, false);
  }
}
