package dev.roundabout.viz.model;

/**
 * A TCP connection as the client's side names it. The local address tells two connections to one
 * ClusterIP apart.
 */
public record Connection(Address local, Address remote) {}
