package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a resolver works with.
 *
 * @param client whose channel it is, from 1
 * @param name fully qualified name to look up
 * @param port of every address that DNS tells; a headless Service translates none
 * @param endpoints tells of the Service's EndpointSlices
 * @param serviceConfig delivered with the addresses every time, as gRPC takes it
 * @param resolving asked for the mode, the gate and the poll interval whenever they matter
 * @param ticker nanoseconds, as {@code System.nanoTime} counts them
 * @param timer runs what has to wait
 * @param lookups runs the lookups, which block
 */
public record ResolverSetup(
    int client,
    ServiceKind service,
    String name,
    int port,
    NameLookup names,
    EndpointFeed endpoints,
    Route.Finder reach,
    Supplier<? extends Map<String, ?>> serviceConfig,
    Supplier<Resolving> resolving,
    LongSupplier ticker,
    Timer timer,
    Executor lookups,
    ResolverEvents events) {

  /** Runs something later, on any thread. */
  @FunctionalInterface
  public interface Timer {
    /** Never blocks; what fails in the task is reported. */
    void after(Duration wait, Runnable task);
  }

  /** The address of a pod or a ClusterIP in a DNS answer. */
  Address address(String ip) {
    return new Address(ip, port);
  }

  ResolverMode mode() {
    return resolving.get().modeOf(client);
  }

  /** What DnsNameResolver reports where it finds no address. */
  Status unavailable() {
    return Status.UNAVAILABLE.withDescription("Unable to resolve host " + name);
  }
}
