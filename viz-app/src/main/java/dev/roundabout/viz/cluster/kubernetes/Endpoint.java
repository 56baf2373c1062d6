package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Address;

/**
 * One address of an EndpointSlice.
 *
 * @param address with the container's port, as the slice resolved it
 * @param pod name of the pod behind it ({@code targetRef}); empty where the slice names none
 * @param ready whether kube-proxy and DNS may use it (condition {@code ready}; an absent one counts
 *     as true)
 */
record Endpoint(Address address, String pod, boolean ready) {}
