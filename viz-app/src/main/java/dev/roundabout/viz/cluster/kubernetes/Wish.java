package dev.roundabout.viz.cluster.kubernetes;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person asked to look at in a cluster; what they left open is found out by {@link
 * Discovery}.
 *
 * @param namespace the context's own by default
 * @param deployment {@code server} by default
 * @param service the ClusterIP Service, {@code name} or {@code namespace/name}
 * @param headlessService likewise
 * @param port that the Services listen on; where it is open, see {@link PortChoice}
 * @param clusterDomain {@code cluster.local} by default
 */
public record Wish(
    Optional<String> namespace,
    Optional<String> deployment,
    Optional<String> service,
    Optional<String> headlessService,
    OptionalInt port,
    Optional<String> clusterDomain) {

  /** Everything is found out. */
  public static final Wish NONE =
      new Wish(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty());

  /** In a cluster of the usual domain. */
  public Wish(
      Optional<String> namespace,
      Optional<String> deployment,
      Optional<String> service,
      Optional<String> headlessService,
      OptionalInt port) {
    this(namespace, deployment, service, headlessService, port, Optional.empty());
  }
}
