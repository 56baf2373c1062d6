package dev.roundabout.workload;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How one {@link WorkloadServer} runs. Immutable; the {@code with…} methods return a changed copy.
 *
 * @param bind the address to listen on; port 0 takes a free one, see {@link
 *     WorkloadServer#address()}
 * @param id the identity in every answer, a UUID as in the article
 * @param pod the pod's name in every answer; empty where it is unknown
 * @param node the node's name in every answer; empty where it is unknown
 * @param maxConnectionAge after this time, ±10 %, a connection gets a GOAWAY (grpc-java's {@code
 *     ServerBuilder.maxConnectionAge}); at least 1 ms, and grpc-java raises it to 1 s; empty means
 *     never
 * @param maxConnectionAgeGrace how long calls may go on after that; 0 or more; empty means for ever
 * @param drain how long {@link WorkloadServer#drain()} waits for calls; 0 or more
 * @param allowFreeze whether clients may freeze it, by the Debug service
 * @param cpuLimit of the work that calls ask for; empty for none, and that work is burnt
 */
public record ServerOptions(
    InetSocketAddress bind,
    String id,
    String pod,
    String node,
    Optional<Duration> maxConnectionAge,
    Optional<Duration> maxConnectionAgeGrace,
    Duration drain,
    boolean allowFreeze,
    Optional<CpuLimit> cpuLimit) {

  /** Five seconds less than Kubernetes' default {@code terminationGracePeriodSeconds}. */
  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(25);

  /**
   * Checks the ranges above.
   *
   * @throws IllegalArgumentException if the id is empty or a duration is out of its range
   */
  public ServerOptions {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the id must not be empty");
    }
    if (maxConnectionAge.isPresent() && maxConnectionAge.get().toMillis() < 1) {
      throw new IllegalArgumentException("the max connection age must be at least 1ms");
    }
    if (drain.isNegative() || maxConnectionAgeGrace.map(Duration::isNegative).orElse(false)) {
      throw new IllegalArgumentException("a drain time or grace must not be negative");
    }
  }

  /**
   * Options for a server at this address: a new random id, no names, no connection age, and {@link
   * #DEFAULT_DRAIN}; nobody may freeze it, and its CPU has no limit.
   */
  public static ServerOptions at(InetSocketAddress bind) {
    return new ServerOptions(
        bind,
        UUID.randomUUID().toString(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        DEFAULT_DRAIN,
        false,
        Optional.empty());
  }

  /** The same at another address. */
  public ServerOptions withBind(InetSocketAddress newBind) {
    return new ServerOptions(
        newBind,
        id,
        pod,
        node,
        maxConnectionAge,
        maxConnectionAgeGrace,
        drain,
        allowFreeze,
        cpuLimit);
  }

  /** The same with another identity. */
  public ServerOptions withId(String newId) {
    return new ServerOptions(
        bind,
        newId,
        pod,
        node,
        maxConnectionAge,
        maxConnectionAgeGrace,
        drain,
        allowFreeze,
        cpuLimit);
  }

  /** The same with a new random identity: what a restarted container has. */
  public ServerOptions withNewId() {
    return withId(UUID.randomUUID().toString());
  }

  /** The same with another pod name. */
  public ServerOptions withPod(String newPod) {
    return new ServerOptions(
        bind,
        id,
        newPod,
        node,
        maxConnectionAge,
        maxConnectionAgeGrace,
        drain,
        allowFreeze,
        cpuLimit);
  }

  /** The same with another node name. */
  public ServerOptions withNode(String newNode) {
    return new ServerOptions(
        bind,
        id,
        pod,
        newNode,
        maxConnectionAge,
        maxConnectionAgeGrace,
        drain,
        allowFreeze,
        cpuLimit);
  }

  /** The same with another age at which connections end. */
  public ServerOptions withMaxConnectionAge(Optional<Duration> newAge) {
    return new ServerOptions(
        bind, id, pod, node, newAge, maxConnectionAgeGrace, drain, allowFreeze, cpuLimit);
  }

  /** The same with another grace for the calls of an aged connection. */
  public ServerOptions withMaxConnectionAgeGrace(Optional<Duration> newGrace) {
    return new ServerOptions(
        bind, id, pod, node, maxConnectionAge, newGrace, drain, allowFreeze, cpuLimit);
  }

  /** The same with another drain time. */
  public ServerOptions withDrain(Duration newDrain) {
    return new ServerOptions(
        bind,
        id,
        pod,
        node,
        maxConnectionAge,
        maxConnectionAgeGrace,
        newDrain,
        allowFreeze,
        cpuLimit);
  }

  /** The same with another say on whether clients may freeze it. */
  public ServerOptions withAllowFreeze(boolean newAllowFreeze) {
    return new ServerOptions(
        bind,
        id,
        pod,
        node,
        maxConnectionAge,
        maxConnectionAgeGrace,
        drain,
        newAllowFreeze,
        cpuLimit);
  }

  /** The same with another limit of its CPU. */
  public ServerOptions withCpuLimit(Optional<CpuLimit> newLimit) {
    return new ServerOptions(
        bind, id, pod, node, maxConnectionAge, maxConnectionAgeGrace, drain, allowFreeze, newLimit);
  }
}
