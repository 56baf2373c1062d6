package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a resolver works with.
 *
 * @param name fully qualified name to look up
 * @param port of every address; a headless Service translates none
 * @param serviceConfig delivered with the addresses each time, as parsed JSON
 * @param ticker nanoseconds, as {@code System.nanoTime} counts them
 * @param gate age of the last good answer up to which a refresh is discarded; zero for no gate
 * @param lookups runs the lookups, which block
 */
public record ResolverSetup(
    String name,
    int port,
    NameLookup names,
    Route.Finder reach,
    Supplier<Map<String, ?>> serviceConfig,
    LongSupplier ticker,
    Duration gate,
    Executor lookups,
    ResolverEvents events) {

  /** The address of a pod or a ClusterIP in an answer. */
  Address address(String ip) {
    return new Address(ip, port);
  }
}
