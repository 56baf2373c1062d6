package dev.roundabout.viz.model;

import java.util.Optional;

/**
 * The ways in which a client learns of new addresses. To add one, add a constant here, its resolver
 * in {@code client.resolver} and its line in {@code Resolvers}.
 */
public enum ResolverMode {
  /** gRPC's default: {@code DnsNameResolver} is asked only when a connection breaks. */
  ON_DISCONNECT(
      "on disconnect", "asks DNS again only when a connection breaks, and not within the gate"),
  /** The default resolver, with servers that close their connections after a time. */
  MAX_CONNECTION_AGE(
      "max connection age", "servers close connections after an age, and so the client asks again"),
  POLL_DNS("poll DNS", "asks DNS again and again, whether or not anything broke"),
  WATCH_ENDPOINTS("watch EndpointSlices", "is told by the API of every change, and asks no DNS"),
  /** {@code io.grpc.internal.DnsNameResolver} itself; needs a way to names and pods of its own. */
  AS_SHIPPED("as grpc-java ships", "grpc-java's own dns:///, untouched; only with --direct");

  private final String label;
  private final String expectation;

  ResolverMode(String label, String expectation) {
    this.label = label;
    this.expectation = expectation;
  }

  /** Why a client of this cluster cannot use it, with the next step; empty where it can. */
  public Optional<String> obstacle(ClusterInfo cluster) {
    if (this != AS_SHIPPED || cluster.origin().direct()) {
      return Optional.empty();
    }
    return Optional.of(
        cluster.origin().isEmbedded()
            ? "grpc-java's own dns:/// asks this machine's name server, which knows nothing of the"
                + " embedded cluster; choose a Kubernetes cluster, with --direct"
            : "grpc-java's own dns:/// asks this machine's name server and takes no tunnel; start"
                + " with --direct where cluster names and pod addresses can be reached");
  }

  public String label() {
    return label;
  }

  /** One sentence on what to expect of it. */
  public String expectation() {
    return expectation;
  }
}
