package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.workload.CpuLimit;
import dev.roundabout.workload.WorkloadServer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The servers of all pods, which have the same age of connections and the same limit of CPU: those
 * that run follow at once, those that start later begin with them. Any thread.
 */
final class PodServers {
  private final Set<WorkloadServer> servers = new HashSet<>();
  private Optional<ConnectionAge> age = Optional.empty();
  private Optional<CpuLimit> limit = Optional.empty();

  /** A server has started. */
  synchronized void started(WorkloadServer server) {
    servers.add(server);
    apply(server);
    limit.ifPresent(some -> server.cpuLimit(limit));
    var unused = server.stopped().thenRun(() -> stopped(server));
  }

  private synchronized void stopped(WorkloadServer server) {
    servers.remove(server);
  }

  /** Sets the age for the servers there are and those to come, and returns the one before. */
  synchronized Optional<ConnectionAge> set(Optional<ConnectionAge> next) {
    Optional<ConnectionAge> before = age;
    age = next;
    servers.forEach(this::apply);
    return before;
  }

  /** Of the calls that come from now on. */
  synchronized void limit(Optional<CpuLimit> next) {
    if (!limit.equals(next)) {
      limit = next;
      servers.forEach(server -> server.cpuLimit(next));
    }
  }

  private void apply(WorkloadServer server) {
    server.maxConnectionAge(age.map(ConnectionAge::age), age.flatMap(ConnectionAge::grace));
  }
}
